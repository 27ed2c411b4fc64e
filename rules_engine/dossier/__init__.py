"""Several acts of one matter: written together, decided one by one and as a whole."""
