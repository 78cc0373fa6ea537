-- What was decided before this step was decided by the approvers that the settings named.
alter table core.approval add column decided_as text not null default 'leader';
alter table core.approval alter column decided_as drop default;

comment on column core.approval.decided_as is
'Vai trò của người trả lời vào lúc trả lời, theo nơi quản lý tài khoản của Airflow.';
