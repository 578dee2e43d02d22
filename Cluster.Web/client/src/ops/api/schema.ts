// Made from the admin API's OpenAPI document by tools/AdminTypes; not to be edited.

export interface AdminAuditLine {
  id: string;
  atMs: number;
  actorKind: string;
  actor: string;
  actorName: string | null;
  act: string;
  outcome: string;
  room: string;
  target: string;
  targetName: string | null;
  from: string;
  details: string;
}

export interface AdminAuditList {
  lines: AdminAuditLine[];
  next: string | null;
}

export interface AdminBridge {
  room: string;
  bridge: number;
  worker: number;
  endpoints: number;
}

export interface AdminDrain {
  sinceMs: number;
  bridges: number;
  participants: number;
  bridgesGone: number;
}

export interface AdminKey {
  id: string;
  name: string;
  scopes: string[];
  createdAtMs: number;
  createdBy: string | null;
  lastUsedAtMs: number | null;
}

export interface AdminKeyAdd {
  name: string;
  scopes: string[];
}

export interface AdminKeyList {
  keys: AdminKey[];
}

export interface AdminLink {
  id: string;
  purpose: string;
  expiresAtMs: number;
}

export interface AdminLinkAdd {
  purpose?: string | null;
  lifetimeMs?: number | null;
  keep?: boolean;
}

export interface AdminMedia {
  packetsIn: number;
  packetsOut: number;
  bytesIn: number;
  bytesOut: number;
  endpoints: number;
  drops: Record<string, number>;
  bridges: AdminBridge[];
}

export interface AdminMediaRoom {
  room: string;
  endpoints: OpsEndpoint[];
}

export interface AdminMeeting {
  room: string;
  startedAtMs: number | null;
  participants: AdminMeetingParticipant[];
  bridges: AdminMeetingBridge[];
  endpoints: AdminMeetingEndpoint[];
}

export interface AdminMeetingBridge {
  node: string;
  bridge: number;
  endpoints: number;
}

export interface AdminMeetingEndpoint {
  node: string;
  participant: string;
  endpoint: OpsEndpoint;
}

export interface AdminMeetingParticipant {
  participant: string;
  name: string;
  login: string | null;
  role: string;
  presence: string;
  microphoneOn: boolean;
  cameraOn: boolean;
  screenOn: boolean;
  joinedAtMs: number;
  client: string | null;
  edge: string | null;
}

export interface AdminModerator {
  login: string;
  name: string;
}

export interface AdminNewKey {
  key: AdminKey;
  secret: string;
}

export interface AdminNewLink {
  url: string;
  purpose: string;
  expiresAtMs: number;
}

export interface AdminNode {
  node: string;
  self: boolean;
  state: string;
  roles: string[];
  region: string | null;
  drain: AdminDrain | null;
  load: AdminNodeLoad | null;
}

export interface AdminNodeList {
  nodes: AdminNode[];
}

export interface AdminNodeLoad {
  loadPermille: number;
  cpuPermille: number;
  packetsPerSecond: number;
  endpoints: number;
  bridges: number;
}

export interface AdminPassword {
  password: string;
}

export interface AdminProblem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
}

export interface AdminRoom {
  name: string;
  title: string;
  hasPassword: boolean;
  lobby: boolean;
  startsMuted: boolean;
  startsHidden: boolean;
  mayShare: string;
  mayChat: string;
  mayRecord: string;
  chatHistory: string;
  participantsMax: number;
  expiresAtMs: number | null;
  moderators: AdminModerator[];
  underway: boolean;
  participants: number;
  waiting: number;
  startedAtMs: number | null;
  remembered: boolean;
}

export interface AdminRoomClosed {
  participants: number;
}

export interface AdminRoomList {
  rooms: AdminRoom[];
  complete: boolean;
}

export interface AdminRoomMove {
  node: string;
}

export interface AdminRoomMoved {
  room: string;
  node: string;
  moved: number;
  dropped: number;
  left: number;
}

export interface AdminRoomPatch {
  title?: string | null;
  lobby?: boolean | null;
  startsMuted?: boolean | null;
  startsHidden?: boolean | null;
  mayShare?: string | null;
  mayChat?: string | null;
  mayRecord?: string | null;
  chatHistory?: string | null;
  participantsMax?: number | null;
  expiresAtMs?: number | null;
  moderators?: string[] | null;
  addModerators?: string[] | null;
  removeModerators?: string[] | null;
}

export interface AdminSetting {
  key: string;
  value: string;
  origin: string;
  changedAtMs: number | null;
}

export interface AdminSettingList {
  settings: AdminSetting[];
}

export interface AdminSettingValue {
  value: string;
}

export interface AdminStatus {
  version: string;
  processId: number;
  startedAtMs: number;
  upTimeMs: number;
  urls: string[];
  publicUrl: string;
  dataDirectory: string;
  roomsCreation: string;
  meetings: number;
  participants: number;
  waiting: number;
}

export interface AdminUser {
  account: string;
  login: string;
  name: string;
  role: string;
  disabled: boolean;
  hasPassword: boolean;
  external: string | null;
  createdAtMs: number;
  lastSignInAtMs: number | null;
  links: AdminLink[];
}

export interface AdminUserAdd {
  login: string;
  name?: string | null;
  role?: string | null;
  password?: string | null;
  linkLifetimeMs?: number | null;
}

export interface AdminUserAnswer {
  user: AdminUser;
  link: AdminNewLink | null;
}

export interface AdminUserList {
  users: AdminUser[];
  next: string | null;
}

export interface AdminUserPatch {
  name?: string | null;
  role?: string | null;
  disabled?: boolean | null;
}

export interface OpsEndpoint {
  endpoint: string;
  participant: string;
  state: string;
  remoteAddress: string | null;
  roundTripMs: number | null;
  sources: OpsSource[];
  slots: OpsSlot[];
}

export interface OpsLayer {
  rid: string;
  ssrc: number;
  live: boolean;
  packets: number;
  bytes: number;
  bitrateBps: number;
  height: number;
  lost: number;
  jitterMs: number;
  keyframesAsked: number;
}

export interface OpsNews {
  id: string;
  atMs: number;
  node: string;
  kind: string;
  room: string;
  subject: string;
  details: string;
}

export interface OpsNode {
  node: string;
  state: string;
  stateSinceMs: number;
  isDraining: boolean;
  roles: string[];
  version: string;
  region: string;
  startedAtMs: number;
  memoryBytes: number;
  cpuPermille: number;
  loadPermille: number;
  packetsPerSecond: number;
  bitsInPerSecond: number;
  bitsOutPerSecond: number;
  endpoints: number;
  bridges: number;
  meetings: number;
  participants: number;
}

export interface OpsRoom {
  name: string;
  node: string;
  shard: number;
  participants: number;
  waiting: number;
  startedAtMs: number;
  movedFrom: string | null;
  movedAtMs: number | null;
}

export interface OpsShard {
  region: string;
  shard: number;
  node: string;
  entities: number;
  sinceMs: number;
  movedFrom: string | null;
  movedAtMs: number | null;
}

export interface OpsSlot {
  mid: string;
  use: string;
  ssrc: number;
  source: number | null;
  layer: string;
  waitsFor: string | null;
  packets: number;
  bytes: number;
  repeated: number;
}

export interface OpsSource {
  source: number;
  kind: string;
  muted: boolean;
  layers: OpsLayer[];
}

export interface OpsStep {
  id: string;
  snapshot: boolean;
  atMs: number;
  nodes: OpsNode[];
  nodesGone: string[];
  shards: OpsShard[];
  shardsGone: string[];
  rooms: OpsRoom[];
  roomsGone: string[];
  events: OpsNews[];
}
