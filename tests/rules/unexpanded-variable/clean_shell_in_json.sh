# A command for another machine to run later.
curl --json "{\"script\": \"echo \$HOME\"}" http://localhost
