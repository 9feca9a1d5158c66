"""The post room: messages in, letters out. It knows no tables, no settings and no Django."""
