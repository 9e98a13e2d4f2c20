curl --json "{\"data\": \"$(base64 -w0 < photo.png)\"}" http://localhost
curl --json "{\"data\": \"$(base64 < photo.png | tr -d '\n')\"}" http://localhost
curl --json "{\"data\": \"$(openssl base64 -A < photo.png)\"}" http://localhost
