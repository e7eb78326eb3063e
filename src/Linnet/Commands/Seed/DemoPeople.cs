using Linnet.Common;

namespace Linnet.Commands.Seed;

/// <param name="Interests">Indexes of <see cref="DemoVocabulary.Topics"/>.</param>
/// <param name="Popularity">A weight: how likely other users are to follow and reply to this one.</param>
internal sealed record DemoPerson(
    long Id, string Username, string FullName, string? Bio, bool IsVerified, Timestamp CreatedAt, int[] Interests, double Popularity);

/// <summary>The users of a demo data set.</summary>
internal static class DemoPeople
{
    private const double PopularityExponent = 1.0;

    // The two most popular of every hundred are verified.
    private const double VerifiedShare = 0.02;

    public static List<DemoPerson> Generate(DemoSize size)
    {
        var random = size.RandomFor(DemoPart.People);
        var popularity = WeightedChoice.ZipfWeights(size.People, PopularityExponent, random);
        var verifiedFrom = Math.Pow(Math.Max(1, size.People * VerifiedShare), -PopularityExponent);
        var usernames = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var people = new List<DemoPerson>(size.People);
        for (var i = 0; i < size.People; i++)
        {
            var (first, last) = (random.Pick(DemoVocabulary.FirstNames), random.Pick(DemoVocabulary.LastNames));
            var interests = new[] { random.Next(DemoVocabulary.Topics.Length), random.Next(DemoVocabulary.Topics.Length) };
            people.Add(new DemoPerson(
                i + 1,
                Username(first, last, usernames, random),
                $"{first} {last}",
                Bio(interests, random),
                popularity[i] >= verifiedFrom,
                DemoCalendar.Joined(i, size.People, random),
                interests,
                popularity[i]));
        }
        return people;
    }

    private static string Username(string first, string last, HashSet<string> taken, Random random)
    {
        var name = random.Next(5) switch
        {
            0 => $"{first}_{last}",
            1 => $"{first}{last}".ToLowerInvariant(),
            2 => $"{first[0]}{last}".ToLowerInvariant(),
            3 => $"{first}{random.Next(50, 100)}".ToLowerInvariant(),
            _ => $"{last}_{first}".ToLowerInvariant(),
        };
        // Large data sets run out of plain names, so these get digits.
        for (var digits = 2; !taken.Add(name); digits++)
            name = $"{first}_{last}".ToLowerInvariant() + random.Next((int)Math.Pow(10, Math.Min(digits, 8)));
        return name;
    }

    private static string? Bio(int[] interests, Random random)
    {
        var (topic, other) = (DemoVocabulary.Topics[interests[0]], DemoVocabulary.Topics[interests[1]]);
        var place = random.Pick(DemoVocabulary.Places);
        return random.Next(6) switch
        {
            0 => null,
            1 => $"{topic.Role} in {place}.",
            2 => $"{topic.Role}. Also {other.Pastime}.",
            3 => $"Mostly {topic.Pastime}, sometimes {other.Pastime}. {place}.",
            4 => $"{place}. {random.Pick(DemoVocabulary.Mottos)}",
            _ => $"{topic.Role} by day, {other.Pastime} by night. {random.Pick(DemoVocabulary.Mottos)}",
        };
    }
}
