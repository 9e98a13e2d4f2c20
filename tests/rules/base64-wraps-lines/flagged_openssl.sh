curl --json "{\"data\": \"$(openssl base64 < photo.png)\"}" http://localhost # want: base64-wraps-lines
