-- The warehouse beside Airflow's metadata, on a server that is made for both (docker-compose.yml).
create database warehouse;
