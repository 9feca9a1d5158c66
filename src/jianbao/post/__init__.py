"""The post room: messages in, letters out, a model asked. It knows no tables and no Django."""
