-- A library as the first schema revision wrote it (0001: no full-text index, no tags or notes
-- beside a paper). Part of a released history: add another file rather than change this one.
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE alias (
	id INTEGER NOT NULL, 
	paper_id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	CONSTRAINT pk_alias PRIMARY KEY (id), 
	CONSTRAINT fk_alias_paper_id FOREIGN KEY(paper_id) REFERENCES paper (id) ON DELETE CASCADE, 
	CONSTRAINT uq_alias_key UNIQUE ("key")
);
INSERT INTO "alias" VALUES(1,1,'ErdosRenyi1960');
CREATE TABLE author (
	id INTEGER NOT NULL, 
	paper_id INTEGER NOT NULL, 
	role VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	family VARCHAR NOT NULL, 
	given VARCHAR NOT NULL, 
	prefix VARCHAR NOT NULL, 
	suffix VARCHAR NOT NULL, 
	corporate BOOLEAN NOT NULL, 
	CONSTRAINT pk_author PRIMARY KEY (id), 
	CONSTRAINT fk_author_paper_id FOREIGN KEY(paper_id) REFERENCES paper (id) ON DELETE CASCADE
);
INSERT INTO "author" VALUES(1,1,'author',0,'Erdős','Paul','','',0);
INSERT INTO "author" VALUES(2,1,'author',1,'Rényi','Alfréd','','',0);
INSERT INTO "author" VALUES(3,2,'author',0,'Maaten','Laurens','van der','',0);
INSERT INTO "author" VALUES(4,2,'author',1,'Hinton','Geoffrey','','',0);
CREATE TABLE bibliography_block (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	raw VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	digest BIGINT NOT NULL, 
	CONSTRAINT pk_bibliography_block PRIMARY KEY (id)
);
CREATE TABLE extra_field (
	id INTEGER NOT NULL, 
	paper_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	CONSTRAINT pk_extra_field PRIMARY KEY (id), 
	CONSTRAINT fk_extra_field_paper_id FOREIGN KEY(paper_id) REFERENCES paper (id) ON DELETE CASCADE
);
INSERT INTO "extra_field" VALUES(1,1,0,'mrnumber','0125031');
CREATE TABLE fingerprint (
	"key" BIGINT NOT NULL, 
	paper_id INTEGER NOT NULL, 
	CONSTRAINT pk_fingerprint PRIMARY KEY ("key", paper_id)
)
 WITHOUT ROWID

;
CREATE TABLE journal_change (
	id INTEGER NOT NULL, 
	step_id INTEGER NOT NULL, 
	table_name VARCHAR NOT NULL, 
	first_id INTEGER NOT NULL, 
	last_id INTEGER NOT NULL, 
	image VARCHAR NOT NULL, 
	CONSTRAINT pk_journal_change PRIMARY KEY (id), 
	CONSTRAINT fk_journal_change_step_id FOREIGN KEY(step_id) REFERENCES journal_step (id) ON DELETE CASCADE
);
CREATE TABLE journal_step (
	id INTEGER NOT NULL, 
	at VARCHAR NOT NULL, 
	summary VARCHAR NOT NULL, 
	undone BOOLEAN NOT NULL, 
	CONSTRAINT pk_journal_step PRIMARY KEY (id)
);
CREATE TABLE note (
	id INTEGER NOT NULL, 
	paper_id INTEGER NOT NULL, 
	body VARCHAR NOT NULL, 
	created_at VARCHAR NOT NULL, 
	updated_at VARCHAR NOT NULL, 
	CONSTRAINT pk_note PRIMARY KEY (id), 
	CONSTRAINT fk_note_paper_id FOREIGN KEY(paper_id) REFERENCES paper (id) ON DELETE CASCADE
);
INSERT INTO "note" VALUES(1,1,'The **giant component** appears at half as many edges as vertices.','2026-03-04T20:15:00Z','2026-03-04T20:15:00Z');
CREATE TABLE paper (
	id INTEGER NOT NULL, 
	citation_key VARCHAR NOT NULL, 
	key_pinned BOOLEAN NOT NULL, 
	entry_type VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	title_text VARCHAR, 
	abstract VARCHAR NOT NULL, 
	abstract_text VARCHAR, 
	authors_text VARCHAR NOT NULL, 
	editors_text VARCHAR NOT NULL, 
	author_count INTEGER, 
	more_authors BOOLEAN NOT NULL, 
	organization VARCHAR NOT NULL, 
	venue VARCHAR NOT NULL, 
	year INTEGER, 
	date VARCHAR NOT NULL, 
	arxiv_id VARCHAR NOT NULL, 
	primary_class VARCHAR NOT NULL, 
	doi VARCHAR NOT NULL, 
	url VARCHAR NOT NULL, 
	comment VARCHAR NOT NULL, 
	edited BOOLEAN NOT NULL, 
	status VARCHAR NOT NULL, 
	priority INTEGER NOT NULL, 
	rating INTEGER, 
	starred BOOLEAN NOT NULL, 
	queue_position FLOAT, 
	added_at VARCHAR NOT NULL, 
	updated_at VARCHAR NOT NULL, 
	CONSTRAINT pk_paper PRIMARY KEY (id), 
	CONSTRAINT uq_paper_citation_key UNIQUE (citation_key)
);
INSERT INTO "paper" VALUES(1,'Erdos60',1,'article','On the Evolution of Random {G}raphs','On the Evolution of Random Graphs','',NULL,'Erdős, Paul; Rényi, Alfréd','',2,0,'','Publications of the Mathematical Institute of the Hungarian Academy of Sciences',1960,'1960','','','','','',0,'read',1,5,1,NULL,'2026-03-01T09:00:00Z','2026-03-04T20:15:00Z');
INSERT INTO "paper" VALUES(2,'vandermaaten2008visualizing',0,'article','Visualizing Data using {t-SNE}','Visualizing Data using t-SNE','',NULL,'van der Maaten, Laurens; Hinton, Geoffrey','',2,0,'','Journal of Machine Learning Research',2008,'2008-11','','','','','',0,'queued',0,NULL,0,1.0,'2026-03-01T09:00:00Z','2026-03-01T09:00:00Z');
INSERT INTO "paper" VALUES(3,'attention2017',0,'','Attention Is All You Need',NULL,'The Transformer keeps only attention, and $O(1)$ steps lie between any two words.','The Transformer keeps only attention, and O(1) steps lie between any two words.','','',8,0,'','',2017,'2017-06-12','1706.03762','','','','',0,'inbox',0,NULL,0,NULL,'2026-03-01T09:00:00Z','2026-03-01T09:00:00Z');
CREATE TABLE paper_tag (
	id INTEGER NOT NULL, 
	paper_id INTEGER NOT NULL, 
	tag_id INTEGER NOT NULL, 
	CONSTRAINT pk_paper_tag PRIMARY KEY (id), 
	CONSTRAINT fk_paper_tag_paper_id FOREIGN KEY(paper_id) REFERENCES paper (id) ON DELETE CASCADE, 
	CONSTRAINT fk_paper_tag_tag_id FOREIGN KEY(tag_id) REFERENCES tag (id) ON DELETE CASCADE, 
	CONSTRAINT uq_paper_tag_paper_id_tag_id UNIQUE (paper_id, tag_id)
);
INSERT INTO "paper_tag" VALUES(1,1,1);
INSERT INTO "paper_tag" VALUES(2,1,2);
INSERT INTO "paper_tag" VALUES(3,2,2);
CREATE TABLE provenance (
	id INTEGER NOT NULL, 
	paper_id INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	format VARCHAR NOT NULL, 
	line INTEGER NOT NULL, 
	met_at VARCHAR NOT NULL, 
	listed_on VARCHAR NOT NULL, 
	raw VARCHAR NOT NULL, 
	digest BIGINT NOT NULL, 
	verbatim BOOLEAN NOT NULL, 
	CONSTRAINT pk_provenance PRIMARY KEY (id), 
	CONSTRAINT fk_provenance_paper_id FOREIGN KEY(paper_id) REFERENCES paper (id) ON DELETE CASCADE
);
INSERT INTO "provenance" VALUES(1,1,'refs.bib','bibtex',1,'2026-03-01T09:00:00Z','','@article{Erdos60,
  author = {Erd{\H o}s, Paul and R{\''e}nyi, Alfr{\''e}d},
  title = {On the Evolution of Random {G}raphs},
  journal = {Publications of the Mathematical Institute of the Hungarian Academy of Sciences},
  year = 1960,
  mrnumber = {0125031},
}',1,1);
CREATE TABLE review_pair (
	id INTEGER NOT NULL, 
	paper_id INTEGER NOT NULL, 
	other_id INTEGER NOT NULL, 
	score FLOAT NOT NULL, 
	reasons VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	created_at VARCHAR NOT NULL, 
	CONSTRAINT pk_review_pair PRIMARY KEY (id), 
	CONSTRAINT fk_review_pair_other_id FOREIGN KEY(other_id) REFERENCES paper (id) ON DELETE CASCADE, 
	CONSTRAINT fk_review_pair_paper_id FOREIGN KEY(paper_id) REFERENCES paper (id) ON DELETE CASCADE, 
	CONSTRAINT uq_review_pair_paper_id_other_id UNIQUE (paper_id, other_id)
);
CREATE TABLE saved_view (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	"query" VARCHAR NOT NULL, 
	slot INTEGER, 
	CONSTRAINT pk_saved_view PRIMARY KEY (id), 
	CONSTRAINT uq_saved_view_name UNIQUE (name)
);
INSERT INTO "saved_view" VALUES(1,'to cite','tag:to-cite',1);
CREATE TABLE status_event (
	id INTEGER NOT NULL, 
	paper_id INTEGER NOT NULL, 
	status VARCHAR NOT NULL, 
	at VARCHAR NOT NULL, 
	CONSTRAINT pk_status_event PRIMARY KEY (id), 
	CONSTRAINT fk_status_event_paper_id FOREIGN KEY(paper_id) REFERENCES paper (id) ON DELETE CASCADE
);
INSERT INTO "status_event" VALUES(1,1,'inbox','2026-03-01T09:00:00Z');
INSERT INTO "status_event" VALUES(2,2,'inbox','2026-03-01T09:00:00Z');
INSERT INTO "status_event" VALUES(3,3,'inbox','2026-03-01T09:00:00Z');
INSERT INTO "status_event" VALUES(4,2,'queued','2026-03-02T08:00:00Z');
INSERT INTO "status_event" VALUES(5,1,'read','2026-03-04T20:15:00Z');
CREATE TABLE tag (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	CONSTRAINT pk_tag PRIMARY KEY (id), 
	CONSTRAINT uq_tag_name UNIQUE (name)
);
INSERT INTO "tag" VALUES(1,'graphs/random');
INSERT INTO "tag" VALUES(2,'to-cite');
CREATE INDEX ix_bibliography_block_name ON bibliography_block (name);
CREATE INDEX ix_paper_arxiv_id ON paper (arxiv_id);
CREATE INDEX ix_paper_doi ON paper (doi);
CREATE INDEX ix_paper_status ON paper (status);
CREATE INDEX ix_alias_paper_id ON alias (paper_id);
CREATE INDEX ix_author_paper_id ON author (paper_id);
CREATE INDEX ix_extra_field_paper_id ON extra_field (paper_id);
CREATE INDEX ix_journal_change_step_id ON journal_change (step_id);
CREATE INDEX ix_note_paper_id ON note (paper_id);
CREATE INDEX ix_paper_tag_tag_id ON paper_tag (tag_id);
CREATE INDEX ix_provenance_digest ON provenance (digest);
CREATE INDEX ix_provenance_paper_id ON provenance (paper_id);
CREATE INDEX ix_review_pair_other_id ON review_pair (other_id);
CREATE INDEX ix_status_event_paper_id ON status_event (paper_id);
COMMIT;
