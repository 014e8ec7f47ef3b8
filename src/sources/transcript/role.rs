//! What roles say, by the names that contact centres, meeting tools and makers of chat bots give to them.

use crate::domain::event::Direction;

/// What only machines read of each other: what a tool was asked and answered, and how a bot is to behave. Named so by
/// the interfaces of language models and the voice bots that are built on them.
const MACHINERY: [&str; 22] = [
    "tool",
    "tools",
    "toolcall",
    "toolcalls",
    "tooluse",
    "toolresult",
    "toolresults",
    "toolresponse",
    "tooloutput",
    "toolcallresult",
    "toolcallinvocation",
    "function",
    "functioncall",
    "functioncalloutput",
    "functionresult",
    "functionresponse",
    "developer",
    "agentaction",
    "reasoning",
    "thinking",
    "thought",
    "analysis",
];

fn plain(role: &str) -> String {
    role.to_ascii_lowercase().replace(['_', '-', ' ', '.'], "")
}

/// Whether what is said in this role is said by nobody to anybody.
pub(super) fn is_machinery(role: &str) -> bool {
    MACHINERY.contains(&plain(role).as_str())
}

/// Whose side a role is on, and whether it is a machine; `None` for roles of neither side.
pub(super) fn side(role: &str) -> Option<(Direction, bool)> {
    Some(match plain(role).as_str() {
        "customer" | "external" | "caller" | "client" | "enduser" | "user" | "visitor" | "consumer"
        | "guest" | "inbound" | "inboundtrack" | "patient" | "passenger" | "human" => {
            (Direction::Inbound, false)
        }
        "agent" | "internal" | "supervisor" | "representative" | "rep" | "operator" | "advisor"
        | "employee" | "staff" | "csr" | "support" | "outbound" | "outboundtrack" => {
            (Direction::Outbound, false)
        }
        "system" | "bot" | "custombot" | "chatbot" | "ivr" | "acd" | "assistant" | "virtualagent"
        | "workflow" | "voicebot" | "ai" | "aiagent" | "model" | "robot" | "llm" => {
            (Direction::Outbound, true)
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_speak_for_the_brand_or_among_themselves() {
        for role in [
            "tool_call_result",
            "Function",
            "developer",
            "tool-calls",
            "TOOL",
            "reasoning",
        ] {
            assert!(is_machinery(role) && side(role).is_none(), "{role}");
        }
        for role in ["assistant", "AI", "virtual_agent"] {
            assert_eq!(side(role), Some((Direction::Outbound, true)), "{role}");
        }
        for role in ["Speaker 1", "A", "host", "SPEAKER_00"] {
            assert!(!is_machinery(role) && side(role).is_none(), "{role}");
        }
    }
}
