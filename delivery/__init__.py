"""The HTTP edge: GraphQL over HTTP and GraphiQL, and how errors look from outside."""
