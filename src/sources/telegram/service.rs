//! Messages that only say what happened in a chat, by the field of the Bot API that says it.

use super::super::fields::Fields;

/// Beginnings of the fields of service messages; most come in groups, such as `forum_topic_closed`.
const HAPPENED: [&str; 36] = [
    "newchat",
    "leftchat",
    "deletechat",
    "groupchatcreated",
    "supergroupchatcreated",
    "channelchatcreated",
    "messageautodelete",
    "migrate",
    "pinnedmessage",
    "invoice",
    "successfulpayment",
    "refundedpayment",
    "usershared",
    "usersshared",
    "chatshared",
    "chatowner",
    "gift",
    "uniquegift",
    "connectedwebsite",
    "writeaccess",
    "passportdata",
    "proximityalert",
    "boostadded",
    "chatbackground",
    "checklisttasksdone",
    "directmessageprice",
    "forumtopic",
    "generalforumtopic",
    "giveaway",
    "paidmessageprice",
    "polloption",
    "suggestedpost",
    "videochat",
    "voicechat",
    "managedbot",
    "game",
];

/// Whether it is one.
pub(super) fn is_one(message: &Fields<'_>) -> bool {
    let happened = |name: String| HAPPENED.iter().any(|start| name.starts_with(start));
    message.names().any(happened)
}
