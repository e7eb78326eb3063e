namespace Linnet.Commands.Seed;

/// <summary>A topic for demo tweets.</summary>
/// <param name="Role">A noun for somebody with this interest; begins a sentence.</param>
/// <param name="Pastime">What they do; continues a sentence.</param>
/// <param name="Posts">Tweets, with <c>{0}</c> for one of <paramref name="First"/> and <c>{1}</c> for one of <paramref name="Second"/>.</param>
/// <param name="Replies">Replies that fit any of the posts.</param>
internal sealed record DemoTopic(
    string Role, string Pastime, string[] Posts, string[] First, string[] Second, string[] Replies);

/// <summary>The texts of demo data sets. Written by hand, because a few real sentences read better than random words.</summary>
internal static partial class DemoVocabulary
{
    public static readonly string[] FirstNames =
    [
        "Ada", "Aisha", "Alma", "Amara", "Anna", "Arjun", "Ben", "Bianca", "Carlos", "Chidi", "Clara", "Daniel", "Dara",
        "Elena", "Elif", "Emeka", "Emil", "Esther", "Farid", "Felix", "Finn", "Freya", "Grace", "Hana", "Hugo", "Ines",
        "Iris", "Ivan", "Jamal", "Jana", "Jonas", "Joyce", "Julia", "Kaito", "Kofi", "Lara", "Leila", "Leo", "Lin", "Lucia",
        "Mads", "Malik", "Maria", "Marta", "Mateo", "Mei", "Mira", "Nadia", "Nia", "Nils", "Noor", "Olga", "Omar", "Oscar",
        "Paula", "Pedro", "Priya", "Rafael", "Ravi", "Rosa", "Ruth", "Sami", "Sara", "Selma", "Sofia", "Stefan", "Tara",
        "Theo", "Tomas", "Uma", "Vera", "Victor", "Wanda", "Wei", "Yara", "Yuki", "Yusuf", "Zoe",
    ];

    public static readonly string[] LastNames =
    [
        "Abe", "Adeyemi", "Ahmed", "Almeida", "Andersen", "Baker", "Banerjee", "Becker", "Berg", "Brown", "Castro", "Chen",
        "Cohen", "Costa", "Dahl", "Diaz", "Dubois", "Eriksen", "Fischer", "Fontaine", "Garcia", "Gomez", "Haddad", "Hansen",
        "Hughes", "Ito", "Ivanova", "Jensen", "Kamara", "Kaya", "Keller", "Khan", "Kim", "Kowalski", "Kumar", "Larsen",
        "Lindqvist", "Lopez", "Mbeki", "Mendes", "Meyer", "Moreno", "Murphy", "Nakamura", "Nguyen", "Novak", "Nowak", "Okafor",
        "Olsen", "Osei", "Papadakis", "Park", "Patel", "Pereira", "Petrov", "Popescu", "Rahman", "Rossi", "Santos", "Sato",
        "Schmidt", "Silva", "Singh", "Sousa", "Suzuki", "Tanaka", "Thomas", "Torres", "Vargas", "Virtanen", "Walker", "Weber",
        "Wilson", "Wong", "Yilmaz", "Zhang",
    ];

    public static readonly string[] Places =
    [
        "Accra", "Bergen", "Bologna", "Cork", "Dakar", "Gdansk", "Ghent", "Graz", "Hanoi", "Izmir", "Kyoto", "Lagos", "Leeds",
        "Leipzig", "Lima", "Lisbon", "Lyon", "Montevideo", "Nairobi", "Oaxaca", "Porto", "Pune", "Riga", "Seville", "Tartu",
        "Tbilisi", "Turku", "Utrecht", "Valparaiso", "Wellington",
    ];

    public static readonly string[] Mottos =
    [
        "Opinions are mine, typos too.", "Here for the dogs.", "Probably making coffee.", "Slowly learning to slow down.",
        "Ask me about maps.", "Be kind, rewind.", "One more chapter, then bed.", "Parent of two, sleeper of none.",
        "Will walk for cake.", "Reformed early bird.", "Collector of small notebooks.", "Always the one with a spare pen.",
    ];

    public static readonly string[] Afterthoughts =
    [
        "No regrets.", "Send help.", "Ask me again tomorrow.", "Worth it.", "I said what I said.", "Small joys.", "Finally!",
        "Anyone else?", "Never again. (Until Sunday.)", "That is the tweet.", "Not even sorry.", "Photos later.", "😅", "🎉", "☕",
    ];

    public static readonly string[] Replies =
    [
        "Ha, same here.", "Tell me more!", "This made my morning.", "Hard disagree, but I like the energy.", "How long did that take you?",
        "I needed to hear this today.", "Wait, really?", "You are not alone in this.", "Bookmarking this for the weekend.",
        "My neighbour says exactly the same.", "Going to try this tomorrow.", "And how did it end?", "Congratulations!",
        "I have been saying this for years.", "Okay, you convinced me.", "That is the best thing I have read all day.",
        "Thank you for writing this down.", "Please post a picture.", "Count me in next time.", "I laughed much too loud at this.",
    ];

    /// <summary>Questions of polls, whose options are things of a topic.</summary>
    public static readonly string[] Questions =
    [
        "Be honest:", "Settle an argument for me.", "Which one would you pick?", "I can only keep one of these.", "What should I try next?",
        "Only one answer is right.", "For science:", "Help me decide before the weekend.",
    ];

    public static readonly string[] RetweetComments =
    [
        "This.", "So much this.", "Read this one twice.", "Everyone should see this.", "Passing this on.", "Could not have said it better.",
        "Still thinking about this.", "For those who missed it:", "A very good point.", "My whole week in one tweet.",
        "Worth your time.", "Exactly what I tried to say yesterday.",
    ];
}
