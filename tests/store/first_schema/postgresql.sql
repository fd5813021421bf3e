CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.answer (
    assessment character varying(32) NOT NULL,
    question text NOT NULL,
    value text NOT NULL
);
CREATE TABLE public.assessment (
    id character varying(32) NOT NULL,
    person character varying(32) NOT NULL,
    previous_id character varying(32),
    language text NOT NULL,
    started date NOT NULL,
    content_version text NOT NULL,
    place text,
    consented_at timestamp without time zone NOT NULL,
    updated_at timestamp without time zone NOT NULL,
    finished_at timestamp without time zone
);
CREATE TABLE public.canvas_edit (
    assessment character varying(32) NOT NULL,
    note text NOT NULL,
    block text NOT NULL,
    text text,
    "position" integer NOT NULL
);
CREATE TABLE public.entry_key (
    hash character varying(64) NOT NULL,
    assessment character varying(32) NOT NULL
);
CREATE TABLE public.erased (
    id_hash character varying(64) NOT NULL
);
CREATE TABLE public.guess (
    address_hash character varying(64) NOT NULL,
    minute integer NOT NULL,
    count integer NOT NULL
);
CREATE TABLE public.planned_step (
    assessment character varying(32) NOT NULL,
    step text NOT NULL,
    due date NOT NULL,
    who text NOT NULL,
    done_on date,
    "position" integer NOT NULL
);
CREATE TABLE public.profile (
    assessment character varying(32) NOT NULL,
    field text NOT NULL,
    value text NOT NULL
);
INSERT INTO public.alembic_version VALUES ('0001');
INSERT INTO public.answer VALUES ('11111111111111111111111111111111', 'cash_records', '"daily"');
INSERT INTO public.answer VALUES ('11111111111111111111111111111111', 'training_wishes', '["digital_marketing", "product_innovation"]');
INSERT INTO public.assessment VALUES ('11111111111111111111111111111111', '11111111111111111111111111111111', NULL, 'id', '2026-08-20', '2026.8', 'water', '2026-08-20 03:30:15.25', '2026-08-20 03:30:15.25', '2026-08-20 03:30:15.25');
INSERT INTO public.assessment VALUES ('22222222222222222222222222222222', '11111111111111111111111111111111', '11111111111111111111111111111111', 'id', '2026-08-20', '2026.8', NULL, '2026-08-20 03:30:15.25', '2026-08-20 03:30:15.25', NULL);
INSERT INTO public.canvas_edit VALUES ('11111111111111111111111111111111', 'mine:1', 'channels', 'Pasar Pakisaji: Senin; Kamis', 0);
INSERT INTO public.canvas_edit VALUES ('11111111111111111111111111111111', 'answer:water/costs', 'costs', NULL, 1);
INSERT INTO public.entry_key VALUES ('ea004b72fbcb9ff7e1ecac9dca47c19d66eee780cad02db543550fad330b72a3', '11111111111111111111111111111111');
INSERT INTO public.entry_key VALUES ('27379fdcdfa5f69ea63b5dcf9f9cdca5f9efb038446d572522e590d64b37fd77', '11111111111111111111111111111111');
INSERT INTO public.erased VALUES ('868ae72eae58be8a7d2595c67aa64ff15b5317d90295b4ac57847d595a7862cd');
INSERT INTO public.guess VALUES ('97499d86be9298ac91834e68dca4eb5abca9e9f45c483eeb5150f9a0b03af322', 29786610, 2);
INSERT INTO public.planned_step VALUES ('11111111111111111111111111111111', 'two-purses', '2026-09-01', 'Bu Sri', '2026-08-30', 0);
INSERT INTO public.planned_step VALUES ('11111111111111111111111111111111', 'price-list', '2026-09-15', '', NULL, 1);
INSERT INTO public.profile VALUES ('11111111111111111111111111111111', 'business_name', 'Keripik Bu Sri');
INSERT INTO public.profile VALUES ('11111111111111111111111111111111', 'sector', 'food');
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.answer
    ADD CONSTRAINT pk_answer PRIMARY KEY (assessment, question);
ALTER TABLE ONLY public.assessment
    ADD CONSTRAINT pk_assessment PRIMARY KEY (id);
ALTER TABLE ONLY public.canvas_edit
    ADD CONSTRAINT pk_canvas_edit PRIMARY KEY (assessment, note);
ALTER TABLE ONLY public.entry_key
    ADD CONSTRAINT pk_entry_key PRIMARY KEY (hash);
ALTER TABLE ONLY public.erased
    ADD CONSTRAINT pk_erased PRIMARY KEY (id_hash);
ALTER TABLE ONLY public.guess
    ADD CONSTRAINT pk_guess PRIMARY KEY (address_hash, minute);
ALTER TABLE ONLY public.planned_step
    ADD CONSTRAINT pk_planned_step PRIMARY KEY (assessment, step);
ALTER TABLE ONLY public.profile
    ADD CONSTRAINT pk_profile PRIMARY KEY (assessment, field);
CREATE INDEX ix_assessment_person ON public.assessment USING btree (person);
CREATE INDEX ix_assessment_previous_id ON public.assessment USING btree (previous_id);
CREATE INDEX ix_assessment_updated_at ON public.assessment USING btree (updated_at);
CREATE INDEX ix_entry_key_assessment ON public.entry_key USING btree (assessment);
ALTER TABLE ONLY public.answer
    ADD CONSTRAINT fk_answer_assessment FOREIGN KEY (assessment) REFERENCES public.assessment(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.assessment
    ADD CONSTRAINT fk_assessment_previous_id FOREIGN KEY (previous_id) REFERENCES public.assessment(id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.canvas_edit
    ADD CONSTRAINT fk_canvas_edit_assessment FOREIGN KEY (assessment) REFERENCES public.assessment(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.entry_key
    ADD CONSTRAINT fk_entry_key_assessment FOREIGN KEY (assessment) REFERENCES public.assessment(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.planned_step
    ADD CONSTRAINT fk_planned_step_assessment FOREIGN KEY (assessment) REFERENCES public.assessment(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.profile
    ADD CONSTRAINT fk_profile_assessment FOREIGN KEY (assessment) REFERENCES public.assessment(id) ON DELETE CASCADE;
