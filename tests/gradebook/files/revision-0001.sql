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

INSERT INTO public.attempt VALUES (1, 1, 1, 1, 'f3f0b029877277591bdd12c6df6c162581ba782cfe3fda8f2a2534542526df79', '1792015800000000', 'a file', 1792015800000000, 1796078444446238, '81ba782cfe3fda8f2a2534542526df798d195f4c7a6dbce12a49efd784632566');
INSERT INTO public.attempt VALUES (2, 2, 1, 1, 'b8a2023aec357e6eb48c0d0fc468927e81ba782cfe3fda8f2a2534542526df79', '1792015800000000', 'a file', 1792015800000000, 1796078444482709, '81ba782cfe3fda8f2a2534542526df798d195f4c7a6dbce12a49efd784632566');


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
INSERT INTO public.blob VALUES ('b14c315aa87640e973aea74b82390e68b5a2aa080e95f11402bb8e945c2fd1f8', 536, '\x789ca5515d6bc3300c7ccfaf30791e234969b2eeaf8c11145be94cfd112c7b7494fef75976b7b2b1b719fc70274e3a9d2e8d6849bea185f659f40f8c6252e862866dcb38fa4d4b4620a37e87a8bda35220e903b2eab16368e13c7f51bb4a51849888b5c7000a559581538b3fcf5163e092f30e4be1841f8cbb7fbe3a242d561365afdc72ddadddd20d87a7691aa6697fe817a5fa418e6a1d653f0efb22512994e56636dcd505b6e01783969997d71206d0a9a046884bfed93e58deb80d6812f711bf83117f4593499fa2f455bb8236351dc18d2c84d3f7c8cce4f3c81f44c00d3487e79231b799168c992510dee8cc5e1b514caffa9802de973010d121d1bd41beadf4a91cbd68afcd273c378f64');
INSERT INTO public.blob VALUES ('74a46c053d3b0c9cfb158a613bbbc1e4c343640e3e282c443a149ec1302e03fb', 11, '\x789c5356c84f53702e2dca4ce502001275033b');
INSERT INTO public.blob VALUES ('c408c307ac924e1b7cf41eb4dcc4481cbed19a88035153299c27b3c08885336a', 536, '\x789ca551cb6ac33010bcfb2b84cf21a8761e6e7fa514b396d6a9b01e468f9210f2efd54a69434b6f15e830b3cceceeecb5616d10ef68a07d614f1b423149b431c3b6251cddaa042110517d4054ce865208c27924d5764fd0c079fca2fa2daf56105320edc98344596560e5e4ce6354e8a9649dc55258f04298fff3d52669322a843c2b594e0374bceb0145bf3fe201a7dd20b8e4b3d81d86e7ee58dbcbe4cb72230dcceb02ab77934643cceb5b0903c25250c3d835ff3c3e18dab8f5a813f9b0dfc1b0bfa2c9a44b51b8aa9d41e99a0e2323037ef96e99997c1ef183f0b882a2f06cd2faded380d6a38080773ab3b78695a167754a1e1f4b68886831848741bead70a91cbd686fcd27e6e38ff7');


--
-- Data for Name: comment; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.comment VALUES (1, 2, NULL, NULL, NULL, NULL, 1, 4, NULL, 4, 0, NULL);


--
-- Data for Name: decision; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.decision VALUES (1, 2, 'task', 2, 'relu', 250, NULL, 0, 2, 150, NULL, 4, 1796078444553133, 1, NULL);
INSERT INTO public.decision VALUES (2, 1, 'excuse', NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, 4, 1796078444594033, 2, NULL);
INSERT INTO public.decision VALUES (3, 1, 'withdraw', NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, 4, 1796078444620642, 3, 2);


--
-- Data for Name: draft; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: event; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.event VALUES (1, 1796078444438258, NULL, 'run', NULL, '1', '', 'running', '62a7d7347ffd8807cfcbe6fb64e3bda2');
INSERT INTO public.event VALUES (2, 1796078444495347, NULL, 'run', NULL, '1', 'running', 'ended', '15165ee7025efa8fc0f035ae561fb0fa');
INSERT INTO public.event VALUES (3, 1796078444587179, 4, 'task relu', 2, '1', '150', '250', '3e88eed251f28e43de39068c3354751b');
INSERT INTO public.event VALUES (4, 1796078444606200, 4, 'excuse', 1, '2', '100', '', '998548dffe7a431ff1c96aebb4a7224f');
INSERT INTO public.event VALUES (5, 1796078444638578, 4, 'withdraw', 1, '3', '', '100', 'cb385da794f1e575ea49059247c709e4');


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

INSERT INTO public.person VALUES (1, 'student', 'Bohr', '', '', '', '', 'active', 'puffin-4116', '\x667d8f4bce762c8c1721bc55668c34fe');
INSERT INTO public.person VALUES (2, 'student', 'Curie', '', '', '', '', 'active', 'robin-4723', '\x23153f3ed93d81d49fb04834c93a3f97');
INSERT INTO public.person VALUES (3, 'student', 'Noether', '', '', '', '', 'active', 'merlin-2286', '\x931ed941a31c6196730ed069c0764423');
INSERT INTO public.person VALUES (4, 'staff', 'Hilbert', '', '', '', '', 'active', 'thrush-5959', '\x66f8541605a16bf765d47b121219e58c');


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

INSERT INTO public.result VALUES (1, 1, 1, '0000000000000000000000000000000000000000000000000000000000000000', 'f3f0b029877277591bdd12c6df6c1625 of a key', 'graded', 0, 100, 300, 'b14c315aa87640e973aea74b82390e68b5a2aa080e95f11402bb8e945c2fd1f8');
INSERT INTO public.result VALUES (2, 2, 1, '0000000000000000000000000000000000000000000000000000000000000000', 'b8a2023aec357e6eb48c0d0fc468927e of a key', 'graded', 0, 150, 300, 'c408c307ac924e1b7cf41eb4dcc4481cbed19a88035153299c27b3c08885336a');


--
-- Data for Name: result_task; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.result_task VALUES (1, 'relu', 0, 'failed', 100, 300, NULL, '');
INSERT INTO public.result_task VALUES (2, 'relu', 0, 'failed', 150, 300, NULL, '');


--
-- Data for Name: run; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.run VALUES (1, 'grade', 'ended', NULL, NULL, NULL, NULL, 'machine 1/1', 2, 1796078444430791, 1796078444494336);


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
-- Name: attempt_file keep_attempt_file_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_attempt_file_update BEFORE UPDATE ON public.attempt_file FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: attempt keep_attempt_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_attempt_update BEFORE UPDATE ON public.attempt FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: comment keep_comment_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_comment_delete BEFORE DELETE ON public.comment FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: comment keep_comment_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_comment_update BEFORE UPDATE ON public.comment FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: decision keep_decision_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_decision_delete BEFORE DELETE ON public.decision FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: decision keep_decision_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_decision_update BEFORE UPDATE ON public.decision FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: event keep_event_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_event_delete BEFORE DELETE ON public.event FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: event keep_event_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_event_update BEFORE UPDATE ON public.event FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: policy keep_policy_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_policy_delete BEFORE DELETE ON public.policy FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: policy keep_policy_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_policy_update BEFORE UPDATE ON public.policy FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: publication keep_publication_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_publication_delete BEFORE DELETE ON public.publication FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: publication keep_publication_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_publication_update BEFORE UPDATE ON public.publication FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: published keep_published_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_published_delete BEFORE DELETE ON public.published FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


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
-- Name: result_task keep_result_task_update; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER keep_result_task_update BEFORE UPDATE ON public.result_task FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


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


