BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE answer (
	assessment VARCHAR(32) NOT NULL, 
	question TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_answer PRIMARY KEY (assessment, question), 
	CONSTRAINT fk_answer_assessment FOREIGN KEY(assessment) REFERENCES assessment (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "answer" VALUES('11111111111111111111111111111111','cash_records','"daily"');
INSERT INTO "answer" VALUES('11111111111111111111111111111111','training_wishes','["digital_marketing", "product_innovation"]');
CREATE TABLE assessment (
	id VARCHAR(32) NOT NULL, 
	person VARCHAR(32) NOT NULL, 
	previous_id VARCHAR(32), 
	language TEXT NOT NULL, 
	started DATE NOT NULL, 
	content_version TEXT NOT NULL, 
	place TEXT, 
	consented_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, 
	finished_at DATETIME, 
	CONSTRAINT pk_assessment PRIMARY KEY (id), 
	CONSTRAINT fk_assessment_previous_id FOREIGN KEY(previous_id) REFERENCES assessment (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "assessment" VALUES('11111111111111111111111111111111','11111111111111111111111111111111',NULL,'id','2026-08-20','2026.8','water','2026-08-20 03:30:15.250000','2026-08-20 03:30:15.250000','2026-08-20 03:30:15.250000');
INSERT INTO "assessment" VALUES('22222222222222222222222222222222','11111111111111111111111111111111','11111111111111111111111111111111','id','2026-08-20','2026.8',NULL,'2026-08-20 03:30:15.250000','2026-08-20 03:30:15.250000',NULL);
CREATE TABLE canvas_edit (
	assessment VARCHAR(32) NOT NULL, 
	note TEXT NOT NULL, 
	block TEXT NOT NULL, 
	text TEXT, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_canvas_edit PRIMARY KEY (assessment, note), 
	CONSTRAINT fk_canvas_edit_assessment FOREIGN KEY(assessment) REFERENCES assessment (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "canvas_edit" VALUES('11111111111111111111111111111111','answer:water/costs','costs',NULL,1);
INSERT INTO "canvas_edit" VALUES('11111111111111111111111111111111','mine:1','channels','Pasar Pakisaji: Senin; Kamis',0);
CREATE TABLE entry_key (
	hash VARCHAR(64) NOT NULL, 
	assessment VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_entry_key PRIMARY KEY (hash), 
	CONSTRAINT fk_entry_key_assessment FOREIGN KEY(assessment) REFERENCES assessment (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "entry_key" VALUES('27379fdcdfa5f69ea63b5dcf9f9cdca5f9efb038446d572522e590d64b37fd77','11111111111111111111111111111111');
INSERT INTO "entry_key" VALUES('ea004b72fbcb9ff7e1ecac9dca47c19d66eee780cad02db543550fad330b72a3','11111111111111111111111111111111');
CREATE TABLE erased (
	id_hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_erased PRIMARY KEY (id_hash)
)
 WITHOUT ROWID

;
INSERT INTO "erased" VALUES('868ae72eae58be8a7d2595c67aa64ff15b5317d90295b4ac57847d595a7862cd');
CREATE TABLE guess (
	address_hash VARCHAR(64) NOT NULL, 
	minute INTEGER NOT NULL, 
	count INTEGER NOT NULL, 
	CONSTRAINT pk_guess PRIMARY KEY (address_hash, minute)
)
 WITHOUT ROWID

;
INSERT INTO "guess" VALUES('97499d86be9298ac91834e68dca4eb5abca9e9f45c483eeb5150f9a0b03af322',29786610,2);
CREATE TABLE planned_step (
	assessment VARCHAR(32) NOT NULL, 
	step TEXT NOT NULL, 
	due DATE NOT NULL, 
	who TEXT NOT NULL, 
	done_on DATE, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_planned_step PRIMARY KEY (assessment, step), 
	CONSTRAINT fk_planned_step_assessment FOREIGN KEY(assessment) REFERENCES assessment (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "planned_step" VALUES('11111111111111111111111111111111','price-list','2026-09-15','',NULL,1);
INSERT INTO "planned_step" VALUES('11111111111111111111111111111111','two-purses','2026-09-01','Bu Sri','2026-08-30',0);
CREATE TABLE profile (
	assessment VARCHAR(32) NOT NULL, 
	field TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_profile PRIMARY KEY (assessment, field), 
	CONSTRAINT fk_profile_assessment FOREIGN KEY(assessment) REFERENCES assessment (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "profile" VALUES('11111111111111111111111111111111','business_name','Keripik Bu Sri');
INSERT INTO "profile" VALUES('11111111111111111111111111111111','sector','food');
CREATE INDEX ix_assessment_person ON assessment (person);
CREATE INDEX ix_assessment_previous_id ON assessment (previous_id);
CREATE INDEX ix_assessment_updated_at ON assessment (updated_at);
CREATE INDEX ix_entry_key_assessment ON entry_key (assessment);
COMMIT;
