"""Where: a client's conditions and orders, and the SQL that they become."""
