namespace Linnet.Commands.Seed;

internal static partial class DemoVocabulary
{
    public static readonly DemoTopic[] Topics =
    [
        new(
            "Baker", "sourdough",
            [
                "Day {1} of trying to get {0} right.", "Nobody tells you that {0} is mostly waiting.", "My {0} came out of the oven in {1} pieces.",
                "Swapped half the flour for rye in the {0}. Big improvement.", "The kitchen smells of {0} and I am {1} percent happier.",
                "Tip: let {0} cool for an hour. I have never once managed it.",
            ],
            ["sourdough", "cardamom buns", "focaccia", "the plum cake", "baguettes", "pretzels", "oat bread", "croissants"],
            ["three", "four", "seven", "nine", "twelve", "forty"],
            ["What flour do you use?", "Lower heat, longer bake. Trust me.", "Save me a slice!", "The crust is the best part anyway."]),
        new(
            "Programmer", "debugging",
            [
                "Spent {1} hours on a bug in {0}. It was a missing comma.", "Hot take: {0} is fine, actually.", "Deleted {1} hundred lines of {0} today. Nothing broke.",
                "Explaining {0} to a colleague taught me that I do not understand {0}.", "The test for {0} fails only on Tuesdays. I wish that was a joke.",
                "Reading the source of {0} is the best documentation.",
            ],
            ["the date parser", "our build script", "the cache", "a regular expression", "the retry logic", "the query planner", "time zones", "the login page"],
            ["two", "three", "four", "five", "six", "eleven"],
            ["Was it DNS?", "Have you tried turning the cache off?", "Write that test down before you forget it.", "Deleting code is the best feeling."]),
        new(
            "Gardener", "growing things",
            [
                "First {0} of the year! {1} of them, but still.", "The slugs have found the {0}.", "Every spring I plant too many {0}. Every spring.",
                "Neighbour traded me {1} jars of honey for a bag of {0}.", "It rained all night and the {0} doubled in size.",
                "Does anyone want {0}? I have {1} kilos. Please.",
            ],
            ["tomatoes", "courgettes", "radishes", "beans", "strawberries", "pumpkins", "chillies", "sunflowers"],
            ["two", "three", "four", "five", "six", "nine"],
            ["Beer traps. Sorry, slugs.", "I will take some!", "Mine are still on the windowsill.", "Compost is the answer, as always."]),
        new(
            "Birdwatcher", "looking at birds",
            [
                "Heard a {0} before I saw it. {1} minutes of standing very still.", "There is a {0} in the yard and I am late for work.",
                "{1} herons, one {0}, and a very confused dog walker.", "Sat by the river for {1} hours: no {0}, good coffee, ten out of ten.",
                "The {0} is back on the same branch as last year.", "My list says {1} species this month. The {0} was the surprise.",
            ],
            ["linnet", "kingfisher", "blackcap", "wren", "nuthatch", "barn owl", "goldcrest", "wagtail"],
            ["two", "three", "twenty", "thirty", "forty"],
            ["Which spot was that?", "They are early this year!", "Binoculars or just luck?", "The dawn chorus is worth the alarm clock."]),
        new(
            "Cyclist", "long rides",
            [
                "{1} kilometres into the wind, and the {0} still got me home.", "New {0}, who dis.", "Two punctures before {0} day. Must be spring.",
                "The hill by the old mill: {1} minutes. Last year I pushed the bike.", "Commuting by bike in the rain is {1} percent attitude.",
                "Cleaned the {0}. It took {1} minutes to get it dirty again.",
            ],
            ["chain", "gravel bike", "saddle", "old steel frame", "cargo bike", "rear wheel", "bell", "dynamo"],
            ["thirty", "forty", "fifty", "sixty", "eighty", "ninety"],
            ["Which route was it?", "Mudguards. Always mudguards.", "The wind is the hill of the flat country.", "Lights on and see you Sunday!"]),
        new(
            "Reader", "second-hand books",
            [
                "Bought {1} books today. I went in for {0}.", "Halfway through {0} and I have cancelled my plans.", "Unpopular opinion: the middle of {0} is the best part.",
                "My sister returned {0} after {1} years, with notes in the margins.", "Read {0} on the train and missed my stop. {1} stops, in fact.",
                "The library had {0}! The queue was {1} people long.",
            ],
            ["a detective story", "that sea novel", "the long one about the railway", "a book of letters", "the new translation", "an atlas", "a ghost story"],
            ["two", "three", "four", "five", "six", "seven"],
            ["Adding it to the pile.", "No spoilers, please!", "The ending, though.", "You can never leave with only one."]),
        new(
            "Musician", "band practice",
            [
                "We finally played {0} without stopping. {1} tries.", "My neighbour complimented {0} through the wall. I think.",
                "Lost {1} picks this month. They live with the socks now.", "That record with {0} on it still holds up after {1} years.",
                "Learning {0} on the piano, {1} bars at a time.", "Open mic tonight. I said yes to {0}. Why did I say yes to {0}.",
            ],
            ["the slow waltz", "the bridge", "that bossa nova", "the second movement", "the opening riff", "the fiddle tune", "the old murder ballad"],
            ["two", "four", "eight", "ten", "twelve", "twenty"],
            ["Recording or it did not happen.", "Slower than you think, that is the trick.", "Front row, I promise.", "The drummer is never on time, is he."]),
        new(
            "Film student", "old films",
            [
                "Watched {0} again. {1} times and I still cry at the station.", "Why is {0} so good? Because nobody explains anything.",
                "The projector broke {1} minutes before the end of {0}. The whole cinema stayed.", "Ranking every film with a train in it. {0} leads.",
                "{0} is {1} minutes too long and I would not cut one.", "Saw {0} in a room with {1} people. Everyone laughed at the same place.",
            ],
            ["the silent one with the circus", "that heist film", "the black-and-white western", "the long documentary", "the one on the ferry", "the musical nobody likes"],
            ["five", "ten", "twenty", "thirty", "forty"],
            ["Subtitles, always.", "Where is it showing?", "The score alone is worth the ticket.", "I fell asleep, I confess."]),
        new(
            "Runner", "slow running",
            [
                "{1} kilometres before breakfast. {0} says hello.", "Signed up for {0}. Somebody stop me.", "Personal best at {0}, by {1} seconds. It counts.",
                "Rest day. Ate for {1}.", "My knees have opinions about {0}.", "Ran past {0} and waved at a stranger who was not waving at me.",
            ],
            ["the park loop", "the half marathon", "the canal path", "the hill by the church", "the relay", "the night run"],
            ["three", "five", "six", "eight", "ten"],
            ["Slow is fine!", "New shoes?", "See you at the start line.", "The last kilometre is always a lie."]),
        new(
            "Cook", "soups",
            [
                "{0} tonight. There is enough for {1}.", "The secret of {0} is more garlic. It is always more garlic.", "Burned the {0} while reading about {0}.",
                "My grandmother made {0} in {1} minutes. I need an afternoon.", "Leftover {0} for breakfast, and I would do it again.",
                "Cooked {0} for {1} people. Nobody spoke for ten minutes: a success.",
            ],
            ["lentil soup", "dumplings", "jollof", "risotto", "mole", "pierogi", "ramen", "shakshuka"],
            ["two", "four", "six", "eight", "twelve"],
            ["Recipe, please!", "Too much garlic is not a thing.", "I am on my way.", "Mine never looks like that."]),
    ];
}
