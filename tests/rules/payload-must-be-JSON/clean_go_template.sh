# Templates of docker, kubectl and the like.
docker ps --format '{{json .}}'
docker inspect --format '{"id": {{json .Id}}, "name": {{json .Name}}}' web
kubectl get pods -o 'jsonpath={.items[*].metadata.name}'
