"""How pages travel: headers, content security policy, and checks of the settings they depend on."""
