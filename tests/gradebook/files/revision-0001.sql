--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: refuse_change(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: alias; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.alias (
    name text NOT NULL,
    person_id bigint NOT NULL
);


--
-- Name: appeal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.appeal (
    id bigint NOT NULL,
    mark_id bigint NOT NULL,
    task character varying(255),
    state character varying(12) NOT NULL,
    assigned_id bigint,
    decision_id bigint,
    CONSTRAINT ck_appeal_state CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'stays'::character varying, 'changed'::character varying])::text[])))
);


--
-- Name: appeal_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.appeal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: appeal_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.appeal_id_seq OWNED BY public.appeal.id;


--
-- Name: appeal_post; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.appeal_post (
    id bigint NOT NULL,
    appeal_id bigint NOT NULL,
    by_id bigint NOT NULL,
    at bigint NOT NULL,
    text_id bigint NOT NULL
);


--
-- Name: appeal_post_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.appeal_post_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: appeal_post_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.appeal_post_id_seq OWNED BY public.appeal_post.id;


--
-- Name: attempt; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.attempt (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    topic_id bigint NOT NULL,
    number integer NOT NULL,
    digest character varying(64) NOT NULL,
    stamp character varying(32) NOT NULL,
    stamp_source text DEFAULT ''::text NOT NULL,
    moment bigint NOT NULL,
    first_seen bigint NOT NULL,
    collected_digest character varying(64) NOT NULL
);


--
-- Name: attempt_file; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.attempt_file (
    attempt_id bigint NOT NULL,
    name character varying(512) NOT NULL,
    digest character varying(64) NOT NULL
);


--
-- Name: attempt_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: attempt_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.attempt_id_seq OWNED BY public.attempt.id;


--
-- Name: batch; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.batch (
    id bigint NOT NULL,
    behaviour_id bigint,
    by_id bigint NOT NULL,
    at bigint NOT NULL
);


--
-- Name: batch_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.batch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: batch_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.batch_id_seq OWNED BY public.batch.id;


--
-- Name: behaviour; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.behaviour (
    id bigint NOT NULL,
    task character varying(255) NOT NULL,
    cases_digest character varying(64) NOT NULL,
    bucket character varying(64) NOT NULL,
    representative bytea,
    says text NOT NULL,
    same_as bigint
);


--
-- Name: behaviour_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.behaviour_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: behaviour_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.behaviour_id_seq OWNED BY public.behaviour.id;


--
-- Name: blob; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.blob (
    digest character varying(64) NOT NULL,
    size integer NOT NULL,
    content bytea
);


--
-- Name: comment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.comment (
    id bigint NOT NULL,
    mark_id bigint NOT NULL,
    attempt_id bigint,
    task character varying(255),
    line integer,
    basis_result_id bigint,
    shown integer NOT NULL,
    text_id bigint,
    batch_id bigint,
    by_id bigint NOT NULL,
    at bigint NOT NULL,
    replaces_id bigint
);


--
-- Name: comment_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.comment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: comment_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.comment_id_seq OWNED BY public.comment.id;


--
-- Name: decision; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.decision (
    id bigint NOT NULL,
    mark_id bigint NOT NULL,
    kind character varying(16) NOT NULL,
    attempt_id bigint,
    task character varying(255),
    points integer,
    until bigint,
    carries integer NOT NULL,
    basis_result_id bigint,
    basis_points integer,
    batch_id bigint,
    by_id bigint NOT NULL,
    at bigint NOT NULL,
    reason_id bigint,
    replaces_id bigint,
    CONSTRAINT ck_decision_kind CHECK (((kind)::text = ANY ((ARRAY['task'::character varying, 'adjust'::character varying, 'total'::character varying, 'excuse'::character varying, 'waive'::character varying, 'extend'::character varying, 'choose'::character varying, 'ignore'::character varying, 'withdraw'::character varying])::text[])))
);


--
-- Name: decision_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.decision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: decision_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.decision_id_seq OWNED BY public.decision.id;


--
-- Name: draft; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.draft (
    mark_id bigint NOT NULL,
    by_id bigint NOT NULL,
    version integer NOT NULL,
    text_id bigint NOT NULL
);


--
-- Name: event; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.event (
    id bigint NOT NULL,
    at bigint NOT NULL,
    by_id bigint,
    kind character varying(24) NOT NULL,
    mark_id bigint,
    reference text NOT NULL,
    before text NOT NULL,
    after text NOT NULL,
    chain character varying(64) NOT NULL
);


--
-- Name: event_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: event_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.event_id_seq OWNED BY public.event.id;


--
-- Name: gradebook_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.gradebook_version (
    version_num character varying(32) NOT NULL
);


--
-- Name: mark; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.mark (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    topic_id bigint NOT NULL,
    version integer NOT NULL,
    attempt_id bigint,
    result_id bigint,
    state character varying(16) NOT NULL,
    raw integer,
    days_late integer,
    late_percent text DEFAULT ''::text NOT NULL,
    final integer,
    most integer NOT NULL,
    look text DEFAULT ''::text NOT NULL,
    claimed_by bigint,
    claimed_until bigint
);


--
-- Name: mark_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.mark_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: mark_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.mark_id_seq OWNED BY public.mark.id;


--
-- Name: pair_note; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.pair_note (
    id bigint NOT NULL,
    a_id bigint NOT NULL,
    b_id bigint NOT NULL,
    task character varying(255) NOT NULL,
    by_id bigint NOT NULL,
    at bigint NOT NULL,
    text_id bigint NOT NULL
);


--
-- Name: pair_note_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.pair_note_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: pair_note_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.pair_note_id_seq OWNED BY public.pair_note.id;


--
-- Name: passage; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.passage (
    attempt_id bigint NOT NULL,
    task character varying(255) NOT NULL,
    hash bigint NOT NULL,
    line integer NOT NULL
);


--
-- Name: person; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.person (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    name text NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    section text DEFAULT ''::text NOT NULL,
    platform text DEFAULT ''::text NOT NULL,
    account text DEFAULT ''::text NOT NULL,
    status character varying(8) NOT NULL,
    pseudonym character varying(32) NOT NULL,
    salt bytea
);


--
-- Name: person_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: person_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.person_id_seq OWNED BY public.person.id;


--
-- Name: policy; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.policy (
    id bigint NOT NULL,
    at bigint NOT NULL,
    rules text NOT NULL
);


--
-- Name: policy_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.policy_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: policy_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.policy_id_seq OWNED BY public.policy.id;


--
-- Name: publication; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.publication (
    id bigint NOT NULL,
    topic_id bigint NOT NULL,
    by_id bigint NOT NULL,
    at bigint NOT NULL
);


--
-- Name: publication_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.publication_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: publication_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.publication_id_seq OWNED BY public.publication.id;


--
-- Name: published; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.published (
    publication_id bigint NOT NULL,
    mark_id bigint NOT NULL,
    version integer NOT NULL,
    state character varying(16) NOT NULL,
    final integer,
    page_digest character varying(64) NOT NULL
);


--
-- Name: result; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.result (
    id bigint NOT NULL,
    attempt_id bigint NOT NULL,
    run_id bigint NOT NULL,
    key_hash character varying(64) NOT NULL,
    fingerprint character varying(64) NOT NULL,
    status character varying(16) NOT NULL,
    fault integer NOT NULL,
    points integer,
    most integer NOT NULL,
    report_digest character varying(64) NOT NULL
);


--
-- Name: result_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.result_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: result_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.result_id_seq OWNED BY public.result.id;


--
-- Name: result_task; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.result_task (
    result_id bigint NOT NULL,
    task character varying(255) NOT NULL,
    place integer NOT NULL,
    outcome character varying(16) NOT NULL,
    points integer NOT NULL,
    most integer NOT NULL,
    behaviour_id bigint,
    finding text DEFAULT ''::text NOT NULL
);


--
-- Name: run; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.run (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    state character varying(16) NOT NULL,
    topic_id bigint,
    seen character varying(64),
    by_id bigint,
    reason_id bigint,
    process text NOT NULL,
    total integer NOT NULL,
    begun bigint NOT NULL,
    ended bigint,
    CONSTRAINT ck_run_kind CHECK (((kind)::text = ANY ((ARRAY['grade'::character varying, 'regrade'::character varying])::text[]))),
    CONSTRAINT ck_run_state CHECK (((state)::text = ANY ((ARRAY['running'::character varying, 'ended'::character varying, 'cut_short'::character varying, 'ready'::character varying, 'applied'::character varying, 'discarded'::character varying])::text[])))
);


--
-- Name: run_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: run_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.run_id_seq OWNED BY public.run.id;


--
-- Name: share; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.share (
    topic_id bigint NOT NULL,
    student_id bigint NOT NULL,
    staff_id bigint NOT NULL
);


--
-- Name: text; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.text (
    id bigint NOT NULL,
    body text,
    about_id bigint
);


--
-- Name: text_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.text_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: text_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.text_id_seq OWNED BY public.text.id;


--
-- Name: topic; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.topic (
    id bigint NOT NULL,
    name character varying(255) NOT NULL
);


--
-- Name: topic_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.topic_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: topic_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.topic_id_seq OWNED BY public.topic.id;


--
-- Name: appeal id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeal ALTER COLUMN id SET DEFAULT nextval('public.appeal_id_seq'::regclass);


--
-- Name: appeal_post id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeal_post ALTER COLUMN id SET DEFAULT nextval('public.appeal_post_id_seq'::regclass);


--
-- Name: attempt id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attempt ALTER COLUMN id SET DEFAULT nextval('public.attempt_id_seq'::regclass);


--
-- Name: batch id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.batch ALTER COLUMN id SET DEFAULT nextval('public.batch_id_seq'::regclass);


--
-- Name: behaviour id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.behaviour ALTER COLUMN id SET DEFAULT nextval('public.behaviour_id_seq'::regclass);


--
-- Name: comment id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.comment ALTER COLUMN id SET DEFAULT nextval('public.comment_id_seq'::regclass);


--
-- Name: decision id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision ALTER COLUMN id SET DEFAULT nextval('public.decision_id_seq'::regclass);


--
-- Name: event id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event ALTER COLUMN id SET DEFAULT nextval('public.event_id_seq'::regclass);


--
-- Name: mark id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mark ALTER COLUMN id SET DEFAULT nextval('public.mark_id_seq'::regclass);


--
-- Name: pair_note id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pair_note ALTER COLUMN id SET DEFAULT nextval('public.pair_note_id_seq'::regclass);


--
-- Name: person id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person ALTER COLUMN id SET DEFAULT nextval('public.person_id_seq'::regclass);


--
-- Name: policy id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.policy ALTER COLUMN id SET DEFAULT nextval('public.policy_id_seq'::regclass);


--
-- Name: publication id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.publication ALTER COLUMN id SET DEFAULT nextval('public.publication_id_seq'::regclass);


--
-- Name: result id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result ALTER COLUMN id SET DEFAULT nextval('public.result_id_seq'::regclass);


--
-- Name: run id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.run ALTER COLUMN id SET DEFAULT nextval('public.run_id_seq'::regclass);


--
-- Name: text id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.text ALTER COLUMN id SET DEFAULT nextval('public.text_id_seq'::regclass);


--
-- Name: topic id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.topic ALTER COLUMN id SET DEFAULT nextval('public.topic_id_seq'::regclass);


--
-- Data for Name: alias; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: appeal; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: appeal_post; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: attempt; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.attempt VALUES (1, 1, 1, 1, 'f3f0b029877277591bdd12c6df6c162581ba782cfe3fda8f2a2534542526df79', '1792015800000000', 'a file', 1792015800000000, 1796081986475506, '81ba782cfe3fda8f2a2534542526df798d195f4c7a6dbce12a49efd784632566');
INSERT INTO public.attempt VALUES (2, 2, 1, 1, 'b8a2023aec357e6eb48c0d0fc468927e81ba782cfe3fda8f2a2534542526df79', '1792015800000000', 'a file', 1792015800000000, 1796081986532834, '81ba782cfe3fda8f2a2534542526df798d195f4c7a6dbce12a49efd784632566');


--
-- Data for Name: attempt_file; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.attempt_file VALUES (1, 'activations.py', 'abe1d9e71e67dc37699e838e15afa797a1e523e2792e9b82e5aaf03ab1964422');
INSERT INTO public.attempt_file VALUES (2, 'activations.py', '74a46c053d3b0c9cfb158a613bbbc1e4c343640e3e282c443a149ec1302e03fb');


--
-- Data for Name: batch; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: behaviour; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: blob; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.blob VALUES ('81ba782cfe3fda8f2a2534542526df798d195f4c7a6dbce12a49efd784632566', 48, '\x789cab562a2e492c292d56b2524a2f4a4c494d51d2512a28ca4fca49cd058a45c7ea28a565e6a4c6e725e6a6029528d502009610101a');
INSERT INTO public.blob VALUES ('abe1d9e71e67dc37699e838e15afa797a1e523e2792e9b82e5aaf03ab1964422', 10, '\x789c5356c84f5370cacf28e202000eb602ce');
INSERT INTO public.blob VALUES ('13b53032d8aabd5e5c25d69c9cc3c6560c0d518d30549f6c5234289f3860369d', 550, '\x789ca592cb4ec3301045f7f90a2b6b8492544d28bf52a168624f8a153f227b8c8aaafe3b1ea75040ecb0e4c53da33b2ffb52893aca57b4503f8bf6811525858eb2ac6bd6e4572d598124fd06a4bd8b2510a50fc8aec786a585f3f889761b8a0494227b4f0114aacd064e4dfe3c92c6c021e71d96c082efac9b7f9ead489aac8e31f7ca29e7dddc4c4d77781a866e18f6877652aaed64afe65eb67db72f169542196ee4869b6d8035f8c9a065727c61e03ce15d11c4a5a84a884bbe390e96e7af039ac459c5ef3589bf1695a14f24fde69d419b6d5782135908cb57c94cf263c91f20e00a9a57e99231b79a168c192544bce14caf95284dcffa94c2b7210c103a8cf19e20bfb4f4a97c81e2bd561f2cd99339');
INSERT INTO public.blob VALUES ('74a46c053d3b0c9cfb158a613bbbc1e4c343640e3e282c443a149ec1302e03fb', 11, '\x789c5356c84f53702e2dca4ce502001275033b');
INSERT INTO public.blob VALUES ('69111936b01d5d3d4c686fd1a5554e7e9abe59d81ebf86b15de8be8808e56479', 550, '\x789ca552cb4ec33010bce72bac9c5165923e427f05a168636f8a153f223f5051d57fc76b170a881b967c9859cdcceeda9786b541bca281f6c81e1f08c524d1c60cdb967074ab12844044f50651391b4a2108e791549b1d4103e7f193ea37bc5a414c81b4270f1265958195933b8f51a1a79275164b61c177c2fc9fa786a4c9a81072af64390dd0f1ae0714fdee807b9cb683e092cf62bb1f9eba438d97c997e1466a98d70156ef268d8698e71722ac8b784711c25250c3d825df5c0743f3b71e752257f67b4decaf4565d2a5285cd5cea074dd152323037ef98acc4c7e2cf183f0b882a255daa4f52dd380d6a38080373ab3d78695a667754afedb101a225a0ce16e905f5ab854be40d15e9b0fdf4993cc');


--
-- Data for Name: comment; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.comment VALUES (1, 2, NULL, NULL, NULL, NULL, 1, 4, NULL, 4, 0, NULL);


--
-- Data for Name: decision; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.decision VALUES (1, 2, 'task', 2, 'relu', 250, NULL, 0, 2, 150, NULL, 4, 1796081986641941, 1, NULL);
INSERT INTO public.decision VALUES (2, 1, 'excuse', NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, 4, 1796081986671127, 2, NULL);
INSERT INTO public.decision VALUES (3, 1, 'withdraw', NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, 4, 1796081986722598, 3, 2);


--
-- Data for Name: draft; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: event; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.event VALUES (1, 1796081986458230, NULL, 'run', NULL, '1', '', 'running', 'e3b9205c21a6ead2d2d810d3d804c10a');
INSERT INTO public.event VALUES (2, 1796081986560769, NULL, 'run', NULL, '1', 'running', 'ended', '3f5e8d1c0189bb7796b918159109dd44');
INSERT INTO public.event VALUES (3, 1796081986666116, 4, 'task', 2, '1', '150', '250', 'd58c63c7aac7af0da29fa112cc08367b');
INSERT INTO public.event VALUES (4, 1796081986698646, 4, 'excuse', 1, '2', '100', '', '033c4a4cb6e30365a6beeedec89055ab');
INSERT INTO public.event VALUES (5, 1796081986734434, 4, 'withdraw', 1, '3', '', '100', 'f3b2878a2bf10dadd84edf160ff163f2');


--
-- Data for Name: gradebook_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.gradebook_version VALUES ('0001');


--
-- Data for Name: mark; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.mark VALUES (3, 3, 1, 1, NULL, NULL, 'not_submitted', NULL, NULL, '', NULL, 0, '', NULL, NULL);
INSERT INTO public.mark VALUES (2, 2, 1, 4, 2, 2, 'graded', 250, NULL, '', 250, 300, '', NULL, NULL);
INSERT INTO public.mark VALUES (1, 1, 1, 6, 1, 1, 'graded', 100, NULL, '', 100, 300, '', NULL, NULL);


--
-- Data for Name: pair_note; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: passage; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: person; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.person VALUES (1, 'student', 'Bohr', '', '', '', '', 'active', 'oriole-6920', '\x0f1157fedef3e5cb7885e971ad4122e9');
INSERT INTO public.person VALUES (2, 'student', 'Curie', '', '', '', '', 'active', 'oriole-9155', '\x7f8160296eb4ca79e94080a696c28fad');
INSERT INTO public.person VALUES (3, 'student', 'Noether', '', '', '', '', 'active', 'wigeon-7875', '\x5fcffed6933883bb1bc146ef4442ae03');
INSERT INTO public.person VALUES (4, 'staff', 'Hilbert', '', '', '', '', 'active', 'magpie-2048', '\xf8b9fd988c69613a6889b6ffa631a244');


--
-- Data for Name: policy; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: publication; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: published; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: result; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.result VALUES (1, 1, 1, '0000000000000000000000000000000000000000000000000000000000000000', 'f3f0b029877277591bdd12c6df6c1625 of a key', 'graded', 0, 100, 300, '13b53032d8aabd5e5c25d69c9cc3c6560c0d518d30549f6c5234289f3860369d');
INSERT INTO public.result VALUES (2, 2, 1, '0000000000000000000000000000000000000000000000000000000000000000', 'b8a2023aec357e6eb48c0d0fc468927e of a key', 'graded', 0, 150, 300, '69111936b01d5d3d4c686fd1a5554e7e9abe59d81ebf86b15de8be8808e56479');


--
-- Data for Name: result_task; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.result_task VALUES (1, 'relu', 0, 'failed', 100, 300, NULL, '');
INSERT INTO public.result_task VALUES (2, 'relu', 0, 'failed', 150, 300, NULL, '');


--
-- Data for Name: run; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.run VALUES (1, 'grade', 'ended', NULL, NULL, NULL, NULL, 'machine 1/1', 2, 1796081986448558, 1796081986559447);


--
-- Data for Name: share; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: text; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.text VALUES (1, 'right up to the sign convention', 2);
INSERT INTO public.text VALUES (2, 'ill', 1);
INSERT INTO public.text VALUES (3, 'not ill', 1);
INSERT INTO public.text VALUES (4, 'Well argued.', 2);


--
-- Data for Name: topic; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.topic VALUES (1, 'activations');


--
-- Name: appeal_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.appeal_id_seq', 1, false);


--
-- Name: appeal_post_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.appeal_post_id_seq', 1, false);


--
-- Name: attempt_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.attempt_id_seq', 2, true);


--
-- Name: batch_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.batch_id_seq', 1, false);


--
-- Name: behaviour_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.behaviour_id_seq', 1, false);


--
-- Name: comment_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.comment_id_seq', 1, true);


--
-- Name: decision_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.decision_id_seq', 3, true);


--
-- Name: event_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.event_id_seq', 5, true);


--
-- Name: mark_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.mark_id_seq', 3, true);


--
-- Name: pair_note_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.pair_note_id_seq', 1, false);


--
-- Name: person_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.person_id_seq', 4, true);


--
-- Name: policy_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.policy_id_seq', 1, false);


--
-- Name: publication_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.publication_id_seq', 1, false);


--
-- Name: result_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.result_id_seq', 2, true);


--
-- Name: run_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.run_id_seq', 1, true);


--
-- Name: text_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.text_id_seq', 4, true);


--
-- Name: topic_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.topic_id_seq', 1, true);


--
-- Name: gradebook_version gradebook_version_pkc; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.gradebook_version
    ADD CONSTRAINT gradebook_version_pkc PRIMARY KEY (version_num);


--
-- Name: alias pk_alias; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alias
    ADD CONSTRAINT pk_alias PRIMARY KEY (name);


--
-- Name: appeal pk_appeal; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeal
    ADD CONSTRAINT pk_appeal PRIMARY KEY (id);


--
-- Name: appeal_post pk_appeal_post; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeal_post
    ADD CONSTRAINT pk_appeal_post PRIMARY KEY (id);


--
-- Name: attempt pk_attempt; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attempt
    ADD CONSTRAINT pk_attempt PRIMARY KEY (id);


--
-- Name: attempt_file pk_attempt_file; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attempt_file
    ADD CONSTRAINT pk_attempt_file PRIMARY KEY (attempt_id, name);


--
-- Name: batch pk_batch; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.batch
    ADD CONSTRAINT pk_batch PRIMARY KEY (id);


--
-- Name: behaviour pk_behaviour; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.behaviour
    ADD CONSTRAINT pk_behaviour PRIMARY KEY (id);


--
-- Name: blob pk_blob; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.blob
    ADD CONSTRAINT pk_blob PRIMARY KEY (digest);


--
-- Name: comment pk_comment; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.comment
    ADD CONSTRAINT pk_comment PRIMARY KEY (id);


--
-- Name: decision pk_decision; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT pk_decision PRIMARY KEY (id);


--
-- Name: draft pk_draft; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT pk_draft PRIMARY KEY (mark_id, by_id);


--
-- Name: event pk_event; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event
    ADD CONSTRAINT pk_event PRIMARY KEY (id);


--
-- Name: mark pk_mark; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mark
    ADD CONSTRAINT pk_mark PRIMARY KEY (id);


--
-- Name: pair_note pk_pair_note; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pair_note
    ADD CONSTRAINT pk_pair_note PRIMARY KEY (id);


--
-- Name: passage pk_passage; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.passage
    ADD CONSTRAINT pk_passage PRIMARY KEY (attempt_id, task, hash);


--
-- Name: person pk_person; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person
    ADD CONSTRAINT pk_person PRIMARY KEY (id);


--
-- Name: policy pk_policy; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.policy
    ADD CONSTRAINT pk_policy PRIMARY KEY (id);


--
-- Name: publication pk_publication; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.publication
    ADD CONSTRAINT pk_publication PRIMARY KEY (id);


--
-- Name: published pk_published; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.published
    ADD CONSTRAINT pk_published PRIMARY KEY (publication_id, mark_id);


--
-- Name: result pk_result; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result
    ADD CONSTRAINT pk_result PRIMARY KEY (id);


--
-- Name: result_task pk_result_task; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result_task
    ADD CONSTRAINT pk_result_task PRIMARY KEY (result_id, task);


--
-- Name: run pk_run; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.run
    ADD CONSTRAINT pk_run PRIMARY KEY (id);


--
-- Name: share pk_share; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.share
    ADD CONSTRAINT pk_share PRIMARY KEY (topic_id, student_id);


--
-- Name: text pk_text; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.text
    ADD CONSTRAINT pk_text PRIMARY KEY (id);


--
-- Name: topic pk_topic; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.topic
    ADD CONSTRAINT pk_topic PRIMARY KEY (id);


--
-- Name: attempt uq_attempt_person_id_topic_id_digest_stamp; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attempt
    ADD CONSTRAINT uq_attempt_person_id_topic_id_digest_stamp UNIQUE (person_id, topic_id, digest, stamp);


--
-- Name: attempt uq_attempt_person_id_topic_id_number; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attempt
    ADD CONSTRAINT uq_attempt_person_id_topic_id_number UNIQUE (person_id, topic_id, number);


--
-- Name: comment uq_comment_replaces_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.comment
    ADD CONSTRAINT uq_comment_replaces_id UNIQUE (replaces_id);


--
-- Name: decision uq_decision_replaces_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT uq_decision_replaces_id UNIQUE (replaces_id);


--
-- Name: mark uq_mark_person_id_topic_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mark
    ADD CONSTRAINT uq_mark_person_id_topic_id UNIQUE (person_id, topic_id);


--
-- Name: person uq_person_kind_name; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person
    ADD CONSTRAINT uq_person_kind_name UNIQUE (kind, name);


--
-- Name: person uq_person_pseudonym; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person
    ADD CONSTRAINT uq_person_pseudonym UNIQUE (pseudonym);


--
-- Name: result uq_result_attempt_id_run_id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result
    ADD CONSTRAINT uq_result_attempt_id_run_id UNIQUE (attempt_id, run_id);


--
-- Name: topic uq_topic_name; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.topic
    ADD CONSTRAINT uq_topic_name UNIQUE (name);


--
-- Name: ix_appeal_mark_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_appeal_mark_id ON public.appeal USING btree (mark_id);


--
-- Name: ix_appeal_post_appeal_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_appeal_post_appeal_id ON public.appeal_post USING btree (appeal_id);


--
-- Name: ix_attempt_file_digest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_attempt_file_digest ON public.attempt_file USING btree (digest);


--
-- Name: ix_attempt_topic_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_attempt_topic_id ON public.attempt USING btree (topic_id);


--
-- Name: ix_behaviour_cases_digest_bucket; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_behaviour_cases_digest_bucket ON public.behaviour USING btree (cases_digest, bucket);


--
-- Name: ix_comment_mark_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_comment_mark_id ON public.comment USING btree (mark_id);


--
-- Name: ix_decision_mark_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_decision_mark_id ON public.decision USING btree (mark_id);


--
-- Name: ix_event_mark_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_event_mark_id ON public.event USING btree (mark_id);


--
-- Name: ix_mark_topic_id_state; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_mark_topic_id_state ON public.mark USING btree (topic_id, state);


--
-- Name: ix_passage_task_hash_attempt_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_passage_task_hash_attempt_id ON public.passage USING btree (task, hash, attempt_id);


--
-- Name: ix_published_mark_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_published_mark_id ON public.published USING btree (mark_id);


--
-- Name: ix_result_fingerprint; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_result_fingerprint ON public.result USING btree (fingerprint);


--
-- Name: ix_result_run_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_result_run_id ON public.result USING btree (run_id);


--
-- Name: ix_result_task_behaviour_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_result_task_behaviour_id ON public.result_task USING btree (behaviour_id);


--
-- Name: ix_result_task_task_finding; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_result_task_task_finding ON public.result_task USING btree (task, finding);


--
-- Name: appeal_post keep_appeal_post_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_appeal_post_delete BEFORE DELETE ON public.appeal_post FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: appeal_post keep_appeal_post_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_appeal_post_truncate BEFORE TRUNCATE ON public.appeal_post FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: appeal_post keep_appeal_post_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_appeal_post_update BEFORE UPDATE ON public.appeal_post FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: attempt keep_attempt_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_attempt_delete BEFORE DELETE ON public.attempt FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: attempt_file keep_attempt_file_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_attempt_file_delete BEFORE DELETE ON public.attempt_file FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: attempt_file keep_attempt_file_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_attempt_file_truncate BEFORE TRUNCATE ON public.attempt_file FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: attempt_file keep_attempt_file_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_attempt_file_update BEFORE UPDATE ON public.attempt_file FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: attempt keep_attempt_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_attempt_truncate BEFORE TRUNCATE ON public.attempt FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: attempt keep_attempt_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_attempt_update BEFORE UPDATE ON public.attempt FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: comment keep_comment_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_comment_delete BEFORE DELETE ON public.comment FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: comment keep_comment_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_comment_truncate BEFORE TRUNCATE ON public.comment FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: comment keep_comment_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_comment_update BEFORE UPDATE ON public.comment FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: decision keep_decision_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_decision_delete BEFORE DELETE ON public.decision FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: decision keep_decision_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_decision_truncate BEFORE TRUNCATE ON public.decision FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: decision keep_decision_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_decision_update BEFORE UPDATE ON public.decision FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: event keep_event_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_event_delete BEFORE DELETE ON public.event FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: event keep_event_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_event_truncate BEFORE TRUNCATE ON public.event FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: event keep_event_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_event_update BEFORE UPDATE ON public.event FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: policy keep_policy_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_policy_delete BEFORE DELETE ON public.policy FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: policy keep_policy_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_policy_truncate BEFORE TRUNCATE ON public.policy FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: policy keep_policy_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_policy_update BEFORE UPDATE ON public.policy FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: publication keep_publication_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_publication_delete BEFORE DELETE ON public.publication FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: publication keep_publication_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_publication_truncate BEFORE TRUNCATE ON public.publication FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: publication keep_publication_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_publication_update BEFORE UPDATE ON public.publication FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: published keep_published_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_published_delete BEFORE DELETE ON public.published FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: published keep_published_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_published_truncate BEFORE TRUNCATE ON public.published FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: published keep_published_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_published_update BEFORE UPDATE ON public.published FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: result keep_result_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_result_delete BEFORE DELETE ON public.result FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: result_task keep_result_task_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_result_task_delete BEFORE DELETE ON public.result_task FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: result_task keep_result_task_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_result_task_truncate BEFORE TRUNCATE ON public.result_task FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: result_task keep_result_task_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_result_task_update BEFORE UPDATE ON public.result_task FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: result keep_result_truncate; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_result_truncate BEFORE TRUNCATE ON public.result FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: result keep_result_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_result_update BEFORE UPDATE ON public.result FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: alias fk_alias_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alias
    ADD CONSTRAINT fk_alias_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: appeal fk_appeal_assigned_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeal
    ADD CONSTRAINT fk_appeal_assigned_id FOREIGN KEY (assigned_id) REFERENCES public.person(id);


--
-- Name: appeal fk_appeal_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeal
    ADD CONSTRAINT fk_appeal_decision_id FOREIGN KEY (decision_id) REFERENCES public.decision(id);


--
-- Name: appeal fk_appeal_mark_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeal
    ADD CONSTRAINT fk_appeal_mark_id FOREIGN KEY (mark_id) REFERENCES public.mark(id);


--
-- Name: appeal_post fk_appeal_post_appeal_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeal_post
    ADD CONSTRAINT fk_appeal_post_appeal_id FOREIGN KEY (appeal_id) REFERENCES public.appeal(id);


--
-- Name: appeal_post fk_appeal_post_by_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeal_post
    ADD CONSTRAINT fk_appeal_post_by_id FOREIGN KEY (by_id) REFERENCES public.person(id);


--
-- Name: appeal_post fk_appeal_post_text_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appeal_post
    ADD CONSTRAINT fk_appeal_post_text_id FOREIGN KEY (text_id) REFERENCES public.text(id);


--
-- Name: attempt fk_attempt_collected_digest; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attempt
    ADD CONSTRAINT fk_attempt_collected_digest FOREIGN KEY (collected_digest) REFERENCES public.blob(digest);


--
-- Name: attempt_file fk_attempt_file_attempt_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attempt_file
    ADD CONSTRAINT fk_attempt_file_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.attempt(id);


--
-- Name: attempt_file fk_attempt_file_digest; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attempt_file
    ADD CONSTRAINT fk_attempt_file_digest FOREIGN KEY (digest) REFERENCES public.blob(digest);


--
-- Name: attempt fk_attempt_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attempt
    ADD CONSTRAINT fk_attempt_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: attempt fk_attempt_topic_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attempt
    ADD CONSTRAINT fk_attempt_topic_id FOREIGN KEY (topic_id) REFERENCES public.topic(id);


--
-- Name: batch fk_batch_behaviour_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.batch
    ADD CONSTRAINT fk_batch_behaviour_id FOREIGN KEY (behaviour_id) REFERENCES public.behaviour(id);


--
-- Name: batch fk_batch_by_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.batch
    ADD CONSTRAINT fk_batch_by_id FOREIGN KEY (by_id) REFERENCES public.person(id);


--
-- Name: behaviour fk_behaviour_same_as; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.behaviour
    ADD CONSTRAINT fk_behaviour_same_as FOREIGN KEY (same_as) REFERENCES public.behaviour(id);


--
-- Name: comment fk_comment_attempt_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.comment
    ADD CONSTRAINT fk_comment_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.attempt(id);


--
-- Name: comment fk_comment_basis_result_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.comment
    ADD CONSTRAINT fk_comment_basis_result_id FOREIGN KEY (basis_result_id) REFERENCES public.result(id);


--
-- Name: comment fk_comment_batch_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.comment
    ADD CONSTRAINT fk_comment_batch_id FOREIGN KEY (batch_id) REFERENCES public.batch(id);


--
-- Name: comment fk_comment_by_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.comment
    ADD CONSTRAINT fk_comment_by_id FOREIGN KEY (by_id) REFERENCES public.person(id);


--
-- Name: comment fk_comment_mark_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.comment
    ADD CONSTRAINT fk_comment_mark_id FOREIGN KEY (mark_id) REFERENCES public.mark(id);


--
-- Name: comment fk_comment_replaces_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.comment
    ADD CONSTRAINT fk_comment_replaces_id FOREIGN KEY (replaces_id) REFERENCES public.comment(id);


--
-- Name: comment fk_comment_text_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.comment
    ADD CONSTRAINT fk_comment_text_id FOREIGN KEY (text_id) REFERENCES public.text(id);


--
-- Name: decision fk_decision_attempt_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.attempt(id);


--
-- Name: decision fk_decision_basis_result_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_basis_result_id FOREIGN KEY (basis_result_id) REFERENCES public.result(id);


--
-- Name: decision fk_decision_batch_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_batch_id FOREIGN KEY (batch_id) REFERENCES public.batch(id);


--
-- Name: decision fk_decision_by_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_by_id FOREIGN KEY (by_id) REFERENCES public.person(id);


--
-- Name: decision fk_decision_mark_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_mark_id FOREIGN KEY (mark_id) REFERENCES public.mark(id);


--
-- Name: decision fk_decision_reason_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_reason_id FOREIGN KEY (reason_id) REFERENCES public.text(id);


--
-- Name: decision fk_decision_replaces_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT fk_decision_replaces_id FOREIGN KEY (replaces_id) REFERENCES public.decision(id);


--
-- Name: draft fk_draft_by_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT fk_draft_by_id FOREIGN KEY (by_id) REFERENCES public.person(id);


--
-- Name: draft fk_draft_mark_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT fk_draft_mark_id FOREIGN KEY (mark_id) REFERENCES public.mark(id);


--
-- Name: draft fk_draft_text_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT fk_draft_text_id FOREIGN KEY (text_id) REFERENCES public.text(id);


--
-- Name: event fk_event_by_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event
    ADD CONSTRAINT fk_event_by_id FOREIGN KEY (by_id) REFERENCES public.person(id);


--
-- Name: event fk_event_mark_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.event
    ADD CONSTRAINT fk_event_mark_id FOREIGN KEY (mark_id) REFERENCES public.mark(id);


--
-- Name: mark fk_mark_attempt_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mark
    ADD CONSTRAINT fk_mark_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.attempt(id);


--
-- Name: mark fk_mark_claimed_by; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mark
    ADD CONSTRAINT fk_mark_claimed_by FOREIGN KEY (claimed_by) REFERENCES public.person(id);


--
-- Name: mark fk_mark_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mark
    ADD CONSTRAINT fk_mark_person_id FOREIGN KEY (person_id) REFERENCES public.person(id);


--
-- Name: mark fk_mark_result_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mark
    ADD CONSTRAINT fk_mark_result_id FOREIGN KEY (result_id) REFERENCES public.result(id);


--
-- Name: mark fk_mark_topic_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mark
    ADD CONSTRAINT fk_mark_topic_id FOREIGN KEY (topic_id) REFERENCES public.topic(id);


--
-- Name: pair_note fk_pair_note_a_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pair_note
    ADD CONSTRAINT fk_pair_note_a_id FOREIGN KEY (a_id) REFERENCES public.attempt(id);


--
-- Name: pair_note fk_pair_note_b_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pair_note
    ADD CONSTRAINT fk_pair_note_b_id FOREIGN KEY (b_id) REFERENCES public.attempt(id);


--
-- Name: pair_note fk_pair_note_by_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pair_note
    ADD CONSTRAINT fk_pair_note_by_id FOREIGN KEY (by_id) REFERENCES public.person(id);


--
-- Name: pair_note fk_pair_note_text_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pair_note
    ADD CONSTRAINT fk_pair_note_text_id FOREIGN KEY (text_id) REFERENCES public.text(id);


--
-- Name: passage fk_passage_attempt_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.passage
    ADD CONSTRAINT fk_passage_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.attempt(id);


--
-- Name: publication fk_publication_by_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.publication
    ADD CONSTRAINT fk_publication_by_id FOREIGN KEY (by_id) REFERENCES public.person(id);


--
-- Name: publication fk_publication_topic_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.publication
    ADD CONSTRAINT fk_publication_topic_id FOREIGN KEY (topic_id) REFERENCES public.topic(id);


--
-- Name: published fk_published_mark_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.published
    ADD CONSTRAINT fk_published_mark_id FOREIGN KEY (mark_id) REFERENCES public.mark(id);


--
-- Name: published fk_published_page_digest; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.published
    ADD CONSTRAINT fk_published_page_digest FOREIGN KEY (page_digest) REFERENCES public.blob(digest);


--
-- Name: published fk_published_publication_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.published
    ADD CONSTRAINT fk_published_publication_id FOREIGN KEY (publication_id) REFERENCES public.publication(id);


--
-- Name: result fk_result_attempt_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result
    ADD CONSTRAINT fk_result_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.attempt(id);


--
-- Name: result fk_result_report_digest; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result
    ADD CONSTRAINT fk_result_report_digest FOREIGN KEY (report_digest) REFERENCES public.blob(digest);


--
-- Name: result fk_result_run_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result
    ADD CONSTRAINT fk_result_run_id FOREIGN KEY (run_id) REFERENCES public.run(id);


--
-- Name: result_task fk_result_task_behaviour_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result_task
    ADD CONSTRAINT fk_result_task_behaviour_id FOREIGN KEY (behaviour_id) REFERENCES public.behaviour(id);


--
-- Name: result_task fk_result_task_result_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result_task
    ADD CONSTRAINT fk_result_task_result_id FOREIGN KEY (result_id) REFERENCES public.result(id);


--
-- Name: run fk_run_by_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.run
    ADD CONSTRAINT fk_run_by_id FOREIGN KEY (by_id) REFERENCES public.person(id);


--
-- Name: run fk_run_reason_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.run
    ADD CONSTRAINT fk_run_reason_id FOREIGN KEY (reason_id) REFERENCES public.text(id);


--
-- Name: run fk_run_topic_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.run
    ADD CONSTRAINT fk_run_topic_id FOREIGN KEY (topic_id) REFERENCES public.topic(id);


--
-- Name: share fk_share_staff_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.share
    ADD CONSTRAINT fk_share_staff_id FOREIGN KEY (staff_id) REFERENCES public.person(id);


--
-- Name: share fk_share_student_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.share
    ADD CONSTRAINT fk_share_student_id FOREIGN KEY (student_id) REFERENCES public.person(id);


--
-- Name: share fk_share_topic_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.share
    ADD CONSTRAINT fk_share_topic_id FOREIGN KEY (topic_id) REFERENCES public.topic(id);


--
-- Name: text fk_text_about_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.text
    ADD CONSTRAINT fk_text_about_id FOREIGN KEY (about_id) REFERENCES public.person(id);


--
-- PostgreSQL database dump complete
--


