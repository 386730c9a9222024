// The usual emojis by category: the sign, its short name, and words by which it is found too.
// @ts-check

/** Entries are parted by semicolons: `sign name word word`. @type {[string, string, string][]} */
export const CATEGORIES = [
  ['Smileys', '😀', `
    😀 grinning happy smile; 😃 smiley happy joy; 😄 smile happy laugh; 😁 grin teeth happy; 😆 laughing lol haha;
    😅 sweat_smile relief phew; 🤣 rofl rolling laugh lol; 😂 joy tears laugh lol; 🙂 slight_smile; 🙃 upside_down silly;
    😉 wink flirt; 😊 blush happy shy; 😇 innocent angel halo; 🥰 smiling_face_with_3_hearts love; 😍 heart_eyes love;
    🤩 star_struck wow; 😘 kissing_heart kiss love; 😗 kissing kiss; 😚 kissing_closed_eyes kiss; 😋 yum tasty tongue;
    😛 stuck_out_tongue silly; 😜 stuck_out_tongue_winking_eye silly; 🤪 zany_face crazy; 😝 stuck_out_tongue_closed_eyes;
    🤑 money_mouth rich; 🤗 hugging hug; 🤭 hand_over_mouth oops giggle; 🤫 shushing_face quiet secret; 🤔 thinking hmm;
    🫡 saluting_face yes sir; 🤐 zipper_mouth secret quiet; 🤨 raised_eyebrow doubt; 😐 neutral_face meh;
    😑 expressionless blank; 😶 no_mouth silent; 😏 smirk; 😒 unamused meh; 🙄 rolling_eyes; 😬 grimacing awkward;
    🤥 lying_face; 😌 relieved calm; 😔 pensive sad; 😪 sleepy tired; 🤤 drooling_face; 😴 sleeping zzz tired;
    😷 mask ill; 🤒 thermometer_face ill fever; 🤕 head_bandage hurt; 🤢 nauseated_face sick; 🤮 face_vomiting sick;
    🤧 sneezing_face; 🥵 hot_face; 🥶 cold_face freezing; 🥴 woozy_face drunk; 😵 dizzy_face; 🤯 exploding_head mind blown;
    🤠 cowboy; 🥳 partying_face birthday celebrate; 🥸 disguised_face; 😎 sunglasses cool; 🤓 nerd geek; 🧐 face_with_monocle;
    😕 confused unsure; 🫤 face_with_diagonal_mouth unsure; 😟 worried; 🙁 slight_frown sad; ☹️ frowning2 sad;
    😮 open_mouth surprised wow; 😯 hushed; 😲 astonished wow; 😳 flushed embarrassed; 🥺 pleading_face please beg;
    🥹 face_holding_back_tears proud; 😦 frowning; 😧 anguished; 😨 fearful scared; 😰 cold_sweat nervous;
    😥 disappointed_relieved; 😢 cry sad tear; 😭 sob cry sad; 😱 scream scared; 😖 confounded; 😣 persevere;
    😞 disappointed sad; 😓 sweat tired; 😩 weary tired; 😫 tired_face; 🥱 yawning_face bored; 😤 triumph angry;
    😡 rage angry mad; 😠 angry mad; 🤬 face_with_symbols_over_mouth swearing; 😈 smiling_imp devil evil; 👿 imp devil angry;
    💀 skull dead; ☠️ skull_crossbones dead danger; 💩 poop; 🤡 clown; 👹 japanese_ogre monster; 👻 ghost boo halloween;
    👽 alien ufo; 👾 space_invader game monster; 🤖 robot bot; 🎃 jack_o_lantern halloween pumpkin; 😺 smiley_cat;
    😸 smile_cat; 😹 joy_cat; 😻 heart_eyes_cat; 😿 crying_cat_face; 😾 pouting_cat; 🙈 see_no_evil monkey;
    🙉 hear_no_evil monkey; 🙊 speak_no_evil monkey`],
  ['People', '👋', `
    👋 wave hello bye hi; 🤚 raised_back_of_hand; ✋ raised_hand stop high five; 🖖 vulcan; 👌 ok_hand perfect;
    🤌 pinched_fingers; 🤏 pinching_hand small; ✌️ v peace victory; 🤞 fingers_crossed luck; 🤟 love_you_gesture;
    🤘 metal rock; 🤙 call_me; 👈 point_left; 👉 point_right; 👆 point_up_2; 👇 point_down; ☝️ point_up one;
    👍 thumbsup yes good like ok +1; 👎 thumbsdown no bad dislike -1; ✊ fist; 👊 punch fist bump; 👏 clap applause bravo;
    🙌 raised_hands hooray; 🫶 heart_hands love; 👐 open_hands; 🤲 palms_up_together; 🤝 handshake deal; 🙏 pray please thanks;
    ✍️ writing_hand; 💅 nail_care; 🤳 selfie; 💪 muscle strong; 🧠 brain smart; 👀 eyes look see; 👁️ eye; 👄 lips mouth;
    👶 baby; 🧒 child; 👦 boy; 👧 girl; 🧑 adult person; 👨 man; 👩 woman; 🧓 older_adult; 👴 older_man; 👵 older_woman;
    🙅 person_gesturing_no stop; 🙆 person_gesturing_ok; 💁 person_tipping_hand; 🙋 person_raising_hand me question;
    🙇 person_bowing sorry; 🤦 person_facepalming; 🤷 person_shrugging dunno; 👮 police_officer; 🕵️ detective spy;
    👷 construction_worker; 🤴 prince; 👸 princess; 🧙 mage wizard; 🧛 vampire; 🧟 zombie; 🧞 genie; 🧜 merperson;
    🧑‍💻 technologist coder developer; 🧑‍🚀 astronaut; 🧑‍🍳 cook chef; 🧑‍🎨 artist; 🏃 person_running; 💃 dancer party;
    🕺 man_dancing party; 👯 people_with_bunny_ears_partying; 👪 family; 🫂 people_hugging hug; 👣 footprints;
    🗣️ speaking_head; 👤 bust_in_silhouette user; 👥 busts_in_silhouette users`],
  ['Nature', '🌿', `
    🐶 dog puppy; 🐱 cat kitty; 🐭 mouse; 🐹 hamster; 🐰 rabbit bunny; 🦊 fox; 🐻 bear; 🐼 panda_face; 🐨 koala; 🐯 tiger;
    🦁 lion_face; 🐮 cow; 🐷 pig; 🐸 frog; 🐵 monkey_face; 🐔 chicken; 🐧 penguin; 🐦 bird; 🐤 baby_chick; 🦆 duck; 🦅 eagle;
    🦉 owl; 🦇 bat; 🐺 wolf; 🐴 horse; 🦄 unicorn; 🐝 bee; 🐛 bug; 🦋 butterfly; 🐌 snail; 🐞 lady_beetle; 🐜 ant;
    🕷️ spider; 🦂 scorpion; 🐢 turtle; 🐍 snake python; 🦎 lizard; 🦖 t_rex dinosaur; 🦕 sauropod dinosaur; 🐙 octopus;
    🦑 squid; 🦐 shrimp; 🦀 crab rust; 🐠 tropical_fish; 🐟 fish; 🐬 dolphin; 🐳 whale; 🦈 shark; 🐊 crocodile; 🐘 elephant;
    🦒 giraffe; 🐪 dromedary_camel; 🐑 sheep; 🐐 goat; 🦌 deer; 🐇 rabbit2; 🐿️ chipmunk; 🦔 hedgehog; 🐾 feet paws;
    🐉 dragon; 🌵 cactus; 🎄 christmas_tree; 🌲 evergreen_tree; 🌳 deciduous_tree; 🌴 palm_tree; 🌱 seedling; 🌿 herb;
    🍀 four_leaf_clover luck; 🍁 maple_leaf autumn; 🍂 fallen_leaf autumn; 🍄 mushroom; 🌷 tulip; 🌹 rose; 🌻 sunflower;
    🌸 cherry_blossom; 🌼 blossom; 💐 bouquet flowers; 🌞 sun_with_face; 🌝 full_moon_with_face; 🌙 crescent_moon night;
    🌎 earth_americas world; 🌍 earth_africa world; ⭐ star; 🌟 star2 glowing; ✨ sparkles new magic; ⚡ zap lightning;
    ☀️ sunny sun; ⛅ partly_sunny; ☁️ cloud; 🌧️ cloud_rain; ⛈️ thunder_cloud_rain storm; 🌈 rainbow; ❄️ snowflake cold;
    ☃️ snowman2; ⛄ snowman; 🔥 fire lit hot; 💧 droplet water; 🌊 ocean wave`],
  ['Food', '🍎', `
    🍏 green_apple; 🍎 apple; 🍐 pear; 🍊 tangerine orange; 🍋 lemon; 🍌 banana; 🍉 watermelon; 🍇 grapes; 🍓 strawberry;
    🫐 blueberries; 🍒 cherries; 🍑 peach; 🥭 mango; 🍍 pineapple; 🥥 coconut; 🥝 kiwi; 🍅 tomato; 🍆 eggplant; 🥑 avocado;
    🥦 broccoli; 🥕 carrot; 🌽 corn; 🌶️ hot_pepper; 🥔 potato; 🥐 croissant; 🍞 bread; 🥨 pretzel; 🧀 cheese; 🥚 egg;
    🍳 cooking egg; 🥞 pancakes; 🧇 waffle; 🥓 bacon; 🍗 poultry_leg; 🍔 hamburger burger; 🍟 fries; 🍕 pizza; 🌭 hotdog;
    🥪 sandwich; 🌮 taco; 🌯 burrito; 🥗 salad; 🍝 spaghetti pasta; 🍜 ramen; 🍣 sushi; 🍙 rice_ball; 🍦 icecream;
    🍩 doughnut; 🍪 cookie; 🎂 birthday cake; 🍰 cake; 🧁 cupcake; 🥧 pie; 🍫 chocolate_bar; 🍬 candy; 🍭 lollipop;
    🍿 popcorn; 🥛 milk; ☕ coffee tea; 🍵 tea; 🧋 bubble_tea; 🍺 beer; 🍻 beers cheers; 🥂 champagne_glass cheers;
    🍷 wine_glass; 🍸 cocktail; 🥤 cup_with_straw; 🍽️ fork_knife_plate; 🧂 salt`],
  ['Activities', '🎮', `
    ⚽ soccer football; 🏀 basketball; 🏈 football; ⚾ baseball; 🎾 tennis; 🏐 volleyball; 🎱 8ball; 🏓 ping_pong;
    🏸 badminton; 🥅 goal; ⛳ golf; 🏹 bow_and_arrow; 🎣 fishing; 🥊 boxing_glove; ⛸️ ice_skate; 🎿 ski; 🏆 trophy win;
    🥇 first_place medal gold; 🥈 second_place medal silver; 🥉 third_place medal bronze; 🏅 medal; 🎖️ military_medal;
    🎫 ticket; 🎟️ tickets; 🎪 circus_tent; 🎭 performing_arts theatre; 🎨 art paint; 🎬 clapper film; 🎤 microphone sing;
    🎧 headphones music; 🎼 musical_score; 🎹 musical_keyboard piano; 🥁 drum; 🎷 saxophone; 🎺 trumpet; 🎸 guitar;
    🎻 violin; 🎲 game_die dice; ♟️ chess_pawn; 🎯 dart target; 🎳 bowling; 🎮 video_game; 🕹️ joystick; 🧩 jigsaw puzzle`],
  ['Places', '🚗', `
    🚗 red_car; 🚕 taxi; 🚌 bus; 🏎️ race_car; 🚓 police_car; 🚑 ambulance; 🚒 fire_engine; 🚚 truck; 🚜 tractor;
    🛵 motor_scooter; 🚲 bike bicycle; 🚨 rotating_light alarm; 🚂 steam_locomotive train; 🚆 train2; ✈️ airplane flight;
    🚀 rocket launch ship; 🛸 flying_saucer ufo; 🚁 helicopter; ⛵ sailboat; 🚢 ship; ⚓ anchor; 🚧 construction wip;
    🗺️ map; 🗽 statue_of_liberty; 🏰 european_castle; 🎡 ferris_wheel; 🎢 roller_coaster; ⛱️ beach_umbrella; 🏖️ beach;
    🏝️ island; 🌋 volcano; ⛰️ mountain; 🏔️ mountain_snow; 🏕️ camping tent; 🏠 house home; 🏡 house_with_garden; 🏢 office;
    🏥 hospital; 🏫 school; 🏭 factory; ⛪ church; 🌅 sunrise; 🌇 city_sunset; 🌃 night_with_stars; 🌉 bridge_at_night;
    🎆 fireworks; 🌌 milky_way galaxy`],
  ['Objects', '💡', `
    ⌚ watch time; 📱 mobile_phone; 💻 computer laptop; ⌨️ keyboard; 🖥️ desktop; 🖨️ printer; 🖱️ mouse_three_button;
    💾 floppy_disk save; 💿 cd; 📷 camera photo; 🎥 movie_camera; 📺 tv; 📻 radio; ⏰ alarm_clock time; ⏳ hourglass_flowing_sand
    wait; ⌛ hourglass wait; 🔋 battery; 🔌 electric_plug; 💡 bulb idea; 🔦 flashlight; 🕯️ candle; 💸 money_with_wings;
    💵 dollar money; 💰 moneybag rich; 💳 credit_card; 💎 gem diamond; ⚖️ scales law; 🔧 wrench fix tool; 🔨 hammer tool ban;
    🛠️ tools fix; ⚙️ gear settings; 🧱 bricks; 🧲 magnet; 💣 bomb; 🔪 knife; 🛡️ shield; 🔮 crystal_ball; 🔭 telescope;
    🔬 microscope science; 💊 pill; 💉 syringe; 🧬 dna; 🧪 test_tube; 🧹 broom clean; 🧸 teddy_bear; 🎁 gift present;
    🎈 balloon party; 🎉 tada party celebrate hooray; 🎊 confetti_ball party; 🎀 ribbon; ✉️ envelope mail; 📧 e_mail;
    📦 package box release; 📜 scroll; 📄 page_facing_up; 📊 bar_chart; 📈 chart_with_upwards_trend up;
    📉 chart_with_downwards_trend down; 📅 date calendar; 🗑️ wastebasket trash delete; 📁 file_folder; 📋 clipboard;
    📌 pushpin pin; 📎 paperclip; 📏 straight_ruler; ✂️ scissors cut; 🔒 lock; 🔓 unlock; 🔑 key; 📚 books read; 📖 book read;
    🔖 bookmark; 📝 pencil memo note write; ✏️ pencil2 write; 🔍 mag search; 🔔 bell; 🔕 no_bell; 📣 mega; 📢 loudspeaker;
    💬 speech_balloon chat; 💭 thought_balloon; 🚪 door; 🛏️ bed; 🛒 shopping_cart; 🧯 fire_extinguisher; 👑 crown king queen;
    🎩 tophat; 🎓 mortar_board graduate; 👓 eyeglasses; 👕 shirt; 👟 athletic_shoe; 🎒 school_satchel; ☂️ umbrella2`],
  ['Symbols', '❤️', `
    ❤️ heart love red; 🧡 orange_heart love; 💛 yellow_heart love; 💚 green_heart love; 💙 blue_heart love;
    💜 purple_heart love; 🖤 black_heart; 🤍 white_heart; 🤎 brown_heart; 💔 broken_heart sad; 💕 two_hearts love;
    💞 revolving_hearts; 💗 heartpulse; 💖 sparkling_heart love; 💘 cupid love; 💝 gift_heart; 💯 100 hundred perfect;
    💢 anger; 💥 boom; 💫 dizzy; 💦 sweat_drops; 💤 zzz sleep; ✅ white_check_mark yes done ok; ☑️ ballot_box_with_check;
    ✔️ heavy_check_mark yes done; ❌ x no wrong cross; ❎ negative_squared_cross_mark; ⭕ o; 🚫 no_entry_sign forbidden;
    ⛔ no_entry; ❗ exclamation warning; ❓ question; ⁉️ interrobang; ‼️ bangbang; ⚠️ warning; ♻️ recycle; 🔱 trident;
    🔄 arrows_counterclockwise refresh; 🔁 repeat; ▶️ arrow_forward play; ⏸️ pause_button; ⏹️ stop_button; ⏩ fast_forward;
    ⬆️ arrow_up; ⬇️ arrow_down; ⬅️ arrow_left; ➡️ arrow_right; ↩️ leftwards_arrow_with_hook; 🔗 link; ➕ heavy_plus_sign;
    ➖ heavy_minus_sign; ✖️ heavy_multiplication_x; ➗ heavy_division_sign; ♾️ infinity; ©️ copyright; ™️ tm;
    0️⃣ zero; 1️⃣ one; 2️⃣ two; 3️⃣ three; 4️⃣ four; 5️⃣ five; 6️⃣ six; 7️⃣ seven; 8️⃣ eight; 9️⃣ nine; 🔟 keycap_ten;
    🔴 red_circle; 🟠 orange_circle; 🟡 yellow_circle; 🟢 green_circle; 🔵 blue_circle; 🟣 purple_circle; 🟤 brown_circle;
    ⚫ black_circle; ⚪ white_circle; 🟥 red_square; 🟩 green_square; 🟦 blue_square; 🟨 yellow_square; ⬛ black_large_square;
    ⬜ white_large_square; 🔺 small_red_triangle; 🔻 small_red_triangle_down; 💠 diamond_shape_with_a_dot_inside;
    🆕 new; 🆗 ok; 🆘 sos help; 🆒 cool; 🆓 free; ℹ️ information_source info; 🏁 checkered_flag finish; 🚩 triangular_flag_on_post;
    🏳️‍🌈 rainbow_flag pride; 🏴‍☠️ pirate_flag; 🇪🇺 flag_eu europe; 🇩🇪 flag_de germany; 🇫🇷 flag_fr france; 🇬🇧 flag_gb uk;
    🇺🇸 flag_us; 🇪🇸 flag_es spain; 🇮🇹 flag_it italy; 🇯🇵 flag_jp japan; 🇧🇷 flag_br brazil; 🇺🇦 flag_ua ukraine`],
];
