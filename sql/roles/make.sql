-- The three roles of the warehouse, nobody's to sign in with: logins are made members of them.
-- Where the server does not let us make roles, none is made.
do $$
declare
    wanted text;
begin
    foreach wanted in array array['report_pipeline', 'report_desk', 'report_reader'] loop
        begin
            execute format('create role %I nologin', wanted);
        exception
            when duplicate_object or unique_violation or insufficient_privilege then null;
        end;
    end loop;
    begin
        if not (select rolsuper from pg_roles where rolname = current_user) then
            grant report_desk to current_user; -- so that the desk may lay down all other rights
        end if;
    exception
        when undefined_object or insufficient_privilege then null;
    end;
end
$$
