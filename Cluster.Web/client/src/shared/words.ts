// The words room names are suggested from: short, common, told apart when read aloud, and harmless in any order.

const SIZES_AND_MOODS = `
able agile airy ample amused apt awake basic bold brave breezy brief bright brisk broad bubbly calm candid careful
casual central cheery chief civil classic clean clear clever cosy crisp cubic curious cute daily dapper daring dear
deep direct distant double dreamy dry eager early earnest easy elder epic equal even exact fair famous fancy fast
festive fine firm first fit fleet fluent fluffy fond formal frank free fresh friendly frosty full funny gentle giant
giddy glad gleeful glossy golden good grand grateful great green handy happy hardy hasty hearty hidden high honest
hopeful huge humble ideal inner jolly jovial joyful jumbo just keen kind large lasting late lavish lean level light
likely lively local lofty logical long loud lovely loyal lucky lunar lush magic main major mellow merry mighty mild
mini minor mint misty modern modest musical narrow native near neat new nice nimble noble normal novel odd open
orange ornate outer oval patient perky placid plain playful plucky plump polite precise prime prompt proper proud
pure quick quiet rapid rare ready real regal regular rich ripe robust rosy round royal rustic safe sandy secret
serene sharp shiny short shy silent silky silver simple sincere sleek slim slow small smart smooth snappy snowy
social soft solar solid sonic sparkly special speedy spicy spry square stable starry steady still stout strong
sturdy subtle sunny super supple sure sweet swift tall tame tasty tender thrifty tidy tiny top tough trim true
trusty upbeat upper urban useful valid vast velvet vital vivid warm wavy wide wild windy wise witty woolly young
yellow zesty`;

const BEINGS = `
acorn actor alpaca amber anchor antler apple apricot arrow aspen autumn badger bagel bamboo banjo barley basil
basket beacon beaver beetle berry birch bishop bison blossom boulder bramble branch breeze brook bucket buffalo
bumblebee butter button cabin cactus camel candle canoe canyon captain caravan cardinal carrot castle cedar cello
cherry chestnut chimney cider citrus clarinet cliff clover coast cobbler coconut comet compass condor copper coral
cosmos cottage cotton cougar cricket crocus crystal cuckoo cypress daffodil dahlia daisy dancer desert dolphin
donkey dragon drummer dune eagle easel eclipse elk ember emu engine falcon farmer feather fern ferry fiddle fig
finch fjord flamingo flute forest fountain fox gadget galaxy garden garlic gazelle geyser ginger giraffe glacier
goose grape guitar gull hammer hammock harbour harp hawk hazel hedge heron hill hippo honey horizon hornet husky
iceberg igloo island ivy jacket jaguar jasmine jelly jungle kangaroo kayak kettle kitten kiwi koala ladder ladybird
lagoon lake lantern lark laurel lemon lemur leopard lettuce lilac lily lion lizard llama lobster lotus lynx magnet
magpie mango maple marble marigold market meadow melon mermaid meteor mint mirror mitten moon moose mosaic mountain
muffin mushroom nectar needle nettle nickel north nutmeg oak oasis ocean octopus olive opal orbit orchard orchid
otter owl oyster paddle painter palace panda panther papaya parade parrot parsnip pastry peach peacock peanut pearl
pebble pelican pencil penguin pepper piano pickle pigeon pillow pilot pine pirate planet plum pocket pony poplar
poppy potter prairie puffin pumpkin puppet puzzle quail quartz quilt rabbit radish rainbow raven reef ribbon river
robin rocket rose saddle saffron sailor salmon sandal sapphire satin seal sesame shadow shell sketch skylark spark
sparrow spinach spiral spruce squirrel stallion statue stream summer sunset swallow swan tambourine tango temple
thistle thunder tiger toast tomato topaz torch toucan tractor trail trumpet tulip tundra tunnel turnip turtle
valley vanilla velvet village violet violin volcano waffle walnut walrus water weaver whale wheat whistle willow
window winter wizard wombat wonder woodland yacht zebra zephyr`;

const MANNERS = `
appears arrives asks bakes balances basks beams begins bicycles blooms blossoms boats bounces bows breathes builds
camps carves celebrates chats cheers chimes chuckles claps climbs coasts collects comes composes cooks counts crafts
crosses curtsies cycles dances dashes dazzles debates decides designs digs dives dozes draws dreams drifts drives
drums echoes embroiders enjoys enters explores farms feasts ferries fiddles finds fishes flies flips floats flourishes
flows flutters follows gallops gardens gathers gazes giggles glances gleams glides glimmers glistens glitters glows
greets grins grows guides harvests hatches helps hikes hops hovers hums hurries imagines improves inspires invents
invites jingles jogs joins jokes juggles jumps kayaks knits knows laughs launches leads leaps learns lends lifts
lights lingers listens looks lounges makes marches meets mends mingles models moves muses navigates nests nods notices
opens orbits paddles paints parks passes pauses performs picnics plants plays ponders practises
prances prepares presents purrs puzzles races rambles reaches reads reasons relaxes remembers repairs replies rests
returns rhymes rides ripples rises roams rolls rows runs sails salutes savours sculpts searches settles sews shares
shimmers shines shows sings sits skates sketches skis skips sleeps slides smiles snoozes snorkels soars sows sparkles
speaks spins splashes springs sprints sprouts stands starts stays stitches stops strolls strums studies sunbathes
surfs sways swims swings swirls talks tastes teaches tells thanks thinks thrives ticks tiptoes toasts tours trades
trains travels treks trots trusts tumbles turns twinkles twirls unfolds unites unwinds visits wades waits wakes walks
waltzes wanders waters waves weaves welcomes whirls whispers whistles winks wins wishes wonders works writes yawns
yodels zigzags zooms`;

const split = (text: string): string[] =>
  [...new Set(text.split(/\s+/).filter((word) => /^[a-z]{2,12}$/.test(word)))].sort();

export const moods: readonly string[] = split(SIZES_AND_MOODS);
export const beings: readonly string[] = split(BEINGS);
export const manners: readonly string[] = split(MANNERS);
