-- An issued document is not deleted either; a draft, which nobody was sent, may be.
create function keep_issued_document_row() returns trigger language plpgsql as $$
begin
  if old.issued_at is not null then
    raise exception 'an issued document is not deleted' using errcode = '23514';
  end if;
  return old;
end
$$;
create trigger issued_document_stays before delete on issued_document
  for each row execute function keep_issued_document_row();
