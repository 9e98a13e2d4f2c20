curl --json '{"key": "AKIA'QZ7DLWPM3VKRTYHC'"}' http://localhost # want: secret-in-payload
