//! The drawing of the home page: the coast, and the dotted way that leads to a door. Decoration only.

use leptos::prelude::*;

/// The drawing.
#[component]
pub(super) fn Coast() -> impl IntoView {
    view! {
        <svg class="hero__coast" viewBox="0 0 1200 260">
            <circle class="hero__sun" cx="906" cy="74" r="50"></circle>
            <path class="hero__ridge" d="M360 222C440 208 500 176 560 140 C578 129 590 104 602 92 C614 104 618 118 630 118 C644 118 654 68 668 52 C684 68 690 96 704 98 C720 98 730 44 748 30 C766 46 772 84 788 88 C804 86 812 58 828 48 C842 62 850 98 866 104 C880 102 890 88 902 82 C930 128 990 160 1200 190V260H360z"></path>
            <path class="hero__hill" d="M-3000 232C-600 232 240 218 480 204C640 194 760 176 880 168C1000 162 1120 150 1240 128L3200 128V260H-3000z"></path>
            <path class="hero__shore" d="M-3000 236C-400 236 60 246 240 232C420 218 540 222 700 214C860 206 980 196 1240 200L3200 200V262H-3000z"></path>
            <path class="hero__trail" d="M330 250C440 236 520 250 620 240S780 222 860 236S960 240 1004 216"></path>
            <g class="hero__palm">
            <path d="M1108 212C1106 184 1112 164 1120 148"></path>
            <path d="M1120 148C1104 138 1088 142 1078 156M1120 148C1110 130 1094 124 1080 128M1120 148C1126 130 1142 124 1156 132M1120 148C1138 142 1150 150 1156 166"></path></g>
            <path class="hero__wall" d="M966 214V172L1008 138L1050 172V214z"></path>
            <path class="hero__roof" d="M954 176L1008 128L1062 176L1052 182L1008 144L964 182z"></path>
            <path class="hero__door" d="M996 214V190A12 12 0 0 1 1020 190V214z"></path></svg>
    }
}
