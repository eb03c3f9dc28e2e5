"""The gateway: terminals on one side, the store on the other; a message is acknowledged after it is committed."""
