# What is an assignment, and what isn't, where it decides how safe a fix is.

# The status of a substitution is that of the assignments round it, where there is nothing else.
a[0]=$(uuidgen) || exit 1
curl --json "{\"request_id\": \"${a[0]}\"}" http://x
b[$n]=$(uuidgen) || exit 1
curl --json "{\"request_id\": \"${b[$n]}\"}" http://x
C+=$(uuidgen) || exit 1
curl --json "{\"request_id\": \"$C\"}" http://x
D=$(uuidgen) > /dev/null || exit 1
curl --json "{\"request_id\": \"$D\"}" http://x
E=1 F=$(uuidgen) || exit 1
curl --json "{\"request_id\": \"$F\"}" http://x
export G=$(uuidgen) || exit 1
curl --json "{\"request_id\": \"$G\"}" http://x
env H=x sh ./run.sh --id=$(uuidgen) || exit 1

# $NAME is set by NAME=…, NAME+=… and NAME[0]=…
i[0]=x
curl --json '{"n": "$i"}' http://x
j[1]=x
curl --json '{"n": "$j"}' http://x
K+=x
curl --json '{"n": "$K"}' http://x
L==x
curl --json '{"n": "$L"}' http://x
M-=x
curl --json '{"n": "$M"}' http://x
O[1]=x P=x
curl --json '{"n": "$P"}' http://x

# What stands before a command's name is no command.
curl --json "{\"request_id\": \"first-run-$(LC_ALL=C date +%s)\"}" http://x
curl --json "{\"request_id\": \"second-run-$(q[0]=1 date +%s)\"}" http://x
curl --json "{\"request_id\": \"third-run-$(r["k"]=1; date +%s)\"}" http://x
curl --json "{\"request_id\": \"fourth-run-$(s+=1 date +%s)\"}" http://x
curl --json "{\"request_id\": \"fifth-run-$(t==1 date +%s)\"}" http://x
curl --json "{\"request_id\": \"sixth-run-$(u-v=1 date +%s)\"}" http://x
curl --json "{\"request_id\": \"seventh-run-$(./w=1 date +%s)\"}" http://x
