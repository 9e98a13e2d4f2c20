# The word, not the command.
echo "install uuidgen first"
apt-get install -y uuid-runtime # brings uuidgen
man uuidgen
uuidgen=/usr/bin/uuidgen
echo "$uuidgen"
