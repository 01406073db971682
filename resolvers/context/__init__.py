"""What every other folder here knows: the read context, the object types of the schema, and the errors of clients."""
