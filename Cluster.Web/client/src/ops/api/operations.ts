// Made from the admin API's OpenAPI document by tools/AdminTypes; not to be edited.

import type * as schema from './schema';

export const operations = {
  addKey: ['POST', '/api-keys'],
  addUser: ['POST', '/users'],
  addUserLink: ['POST', '/users/{login}/links'],
  changeRoom: ['PATCH', '/rooms/{name}'],
  changeUser: ['PATCH', '/users/{login}'],
  closeRoom: ['POST', '/rooms/{name}/close'],
  drainNode: ['POST', '/nodes/{node}/drain'],
  listAudit: ['GET', '/audit'],
  listKeys: ['GET', '/api-keys'],
  listNodes: ['GET', '/nodes'],
  listRooms: ['GET', '/rooms'],
  listSettings: ['GET', '/settings'],
  listUsers: ['GET', '/users'],
  moveRoom: ['POST', '/rooms/{name}/move'],
  muteParticipant: ['POST', '/rooms/{name}/participants/{participant}/mute'],
  removeKey: ['DELETE', '/api-keys/{id}'],
  removeParticipant: ['POST', '/rooms/{name}/participants/{participant}/remove'],
  removeRoom: ['DELETE', '/rooms/{name}'],
  removeRoomPassword: ['DELETE', '/rooms/{name}/password'],
  removeUser: ['DELETE', '/users/{login}'],
  removeUserLinks: ['DELETE', '/users/{login}/links'],
  resetSetting: ['DELETE', '/settings/{key}'],
  setRoomPassword: ['PUT', '/rooms/{name}/password'],
  setSetting: ['PUT', '/settings/{key}'],
  setUserPassword: ['PUT', '/users/{login}/password'],
  showCluster: ['GET', '/cluster'],
  showMedia: ['GET', '/media'],
  showMediaOfRoom: ['GET', '/media/rooms/{name}'],
  showMeeting: ['GET', '/rooms/{name}/meeting'],
  showNode: ['GET', '/nodes/{node}'],
  showRoom: ['GET', '/rooms/{name}'],
  showSetting: ['GET', '/settings/{key}'],
  showStatus: ['GET', '/status'],
  showUser: ['GET', '/users/{login}'],
  undrainNode: ['POST', '/nodes/{node}/undrain'],
} as const;

export interface Calls {
  addKey: { body: schema.AdminKeyAdd; answer: schema.AdminNewKey };
  addUser: { body: schema.AdminUserAdd; answer: schema.AdminUserAnswer };
  addUserLink: { body: schema.AdminLinkAdd; answer: schema.AdminUserAnswer };
  changeRoom: { body: schema.AdminRoomPatch; answer: schema.AdminRoom };
  changeUser: { body: schema.AdminUserPatch; answer: schema.AdminUserAnswer };
  closeRoom: { body: undefined; answer: schema.AdminRoomClosed };
  drainNode: { body: undefined; answer: schema.AdminNode };
  listAudit: { body: undefined; answer: schema.AdminAuditList };
  listKeys: { body: undefined; answer: schema.AdminKeyList };
  listNodes: { body: undefined; answer: schema.AdminNodeList };
  listRooms: { body: undefined; answer: schema.AdminRoomList };
  listSettings: { body: undefined; answer: schema.AdminSettingList };
  listUsers: { body: undefined; answer: schema.AdminUserList };
  moveRoom: { body: schema.AdminRoomMove; answer: schema.AdminRoomMoved };
  muteParticipant: { body: undefined; answer: undefined };
  removeKey: { body: undefined; answer: undefined };
  removeParticipant: { body: undefined; answer: undefined };
  removeRoom: { body: undefined; answer: undefined };
  removeRoomPassword: { body: undefined; answer: schema.AdminRoom };
  removeUser: { body: undefined; answer: undefined };
  removeUserLinks: { body: undefined; answer: schema.AdminUserAnswer };
  resetSetting: { body: undefined; answer: schema.AdminSetting };
  setRoomPassword: { body: schema.AdminPassword; answer: schema.AdminRoom };
  setSetting: { body: schema.AdminSettingValue; answer: schema.AdminSetting };
  setUserPassword: { body: schema.AdminPassword; answer: schema.AdminUserAnswer };
  showCluster: { body: undefined; answer: schema.OpsStep };
  showMedia: { body: undefined; answer: schema.AdminMedia };
  showMediaOfRoom: { body: undefined; answer: schema.AdminMediaRoom };
  showMeeting: { body: undefined; answer: schema.AdminMeeting };
  showNode: { body: undefined; answer: schema.AdminNode };
  showRoom: { body: undefined; answer: schema.AdminRoom };
  showSetting: { body: undefined; answer: schema.AdminSetting };
  showStatus: { body: undefined; answer: schema.AdminStatus };
  showUser: { body: undefined; answer: schema.AdminUserAnswer };
  undrainNode: { body: undefined; answer: schema.AdminNode };
}
