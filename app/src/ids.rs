//! Typed ids: two kinds of id cannot be mistaken for each other.
//!
//! Invariant: an id is made (`fresh`) or parsed, never defaulted.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! typed_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A fresh, time-ordered id; safe to make on a device that is offline.
            pub fn fresh() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                Uuid::from_str(text).map(Self)
            }
        }
    };
}

typed_id! {
    /// Identifies one station (or centre, or village room), in every table and export.
    StationId
}

typed_id! {
    /// Identifies a member of the staff.
    StaffId
}

typed_id! {
    /// Made by whoever sends a command; a repeat bears the same.
    CommandId
}

typed_id! {
    /// Ties what a person was told about a failure to the line in the log that tells the cause.
    IncidentId
}

typed_id! {
    /// Identifies a tablet from its enrolment on.
    DeviceId
}

typed_id! {
    /// Identifies an entry of the staff register: somebody in a post of a unit.
    EntryId
}

typed_id! {
    /// Identifies a photo.
    PhotoId
}

typed_id! {
    /// Identifies a local agency that is joined to a unit.
    AgencyId
}

typed_id! {
    /// Identifies one turn of a group of a form that is answered several times.
    TurnId
}

typed_id! {
    /// Identifies a volunteer, in every table and export.
    VolunteerId
}

typed_id! {
    /// Identifies an activity that a station holds with volunteers.
    ActivityId
}

typed_id! {
    /// Identifies a shift of an activity.
    ShiftId
}

typed_id! {
    /// Identifies that somebody signed up for a shift, with whoever they bring along.
    SignUpId
}

typed_id! {
    /// Identifies hours that a volunteer gave.
    HoursId
}

typed_id! {
    /// Identifies a certificate of hours.
    CertificateId
}

typed_id! {
    /// Identifies that a volunteer wants the record of a service put right.
    CorrectionId
}

typed_id! {
    /// Identifies what a unit needs volunteers for.
    NeedId
}
