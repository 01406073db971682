"""What every room of reading knows: the read context, the object types of the schema, and the errors of clients."""
