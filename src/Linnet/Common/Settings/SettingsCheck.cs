using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Linnet.Common.Settings;

/// <summary>Finds every error in the settings at once, before anything is built from them.</summary>
internal static class SettingsCheck
{
    private const int MaxTextLength = 4096;
    private const int MaxShownLength = 100;

    /// <returns>A sentence of one line for each error, naming the setting; none when all is well.</returns>
    public static List<string> FindErrors(IConfiguration configuration, IEnumerable<SettingsSection> sections) =>
        [.. sections.SelectMany(section => FindErrors(configuration, section))];

    private static List<string> FindErrors(IConfiguration configuration, SettingsSection section)
    {
        var errors = new List<string>();
        var settings = Activator.CreateInstance(section.OptionsType)!;
        foreach (var property in section.OptionsType.GetProperties())
        {
            var key = section.KeyOf(property.Name);
            if (configuration[key] is not { } text)
                continue;
            if (text.Length > MaxTextLength)
                errors.Add($"{key} has {text.Length:N0} characters; no setting has more than {MaxTextLength:N0}.");
            else if (text.Any(char.IsControl))
                errors.Add($"{key} has a control character, such as the end of a line, in it.");
            else if (!TrySet(settings, property, text))
                errors.Add($"{key} is '{Shorten(text)}'; it should be {Describe(property.PropertyType)}.");
        }
        // A value that could not be read stays at its default here, so that the other rules still speak.
        var broken = new List<ValidationResult>();
        Validator.TryValidateObject(settings, new ValidationContext(settings), broken, validateAllProperties: true);
        errors.AddRange(broken.Select(result =>
            $"{string.Join(", ", result.MemberNames.Select(section.KeyOf))}: {result.ErrorMessage}"));
        return errors;
    }

    private static bool TrySet(object settings, PropertyInfo property, string text)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        // The converter takes numbers as well, those without a name among them.
        if (type.IsEnum && !Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase))
            return false;
        try
        {
            property.SetValue(settings, TypeDescriptor.GetConverter(type).ConvertFromString(null, CultureInfo.InvariantCulture, text));
            return true;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or NotSupportedException)
        {
            return false;
        }
    }

    private static string Shorten(string text) => text.Length > MaxShownLength ? $"{text[..MaxShownLength]}…" : text;

    private static string Describe(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { } number when number == typeof(int) || number == typeof(long) => "a whole number",
        { } flag when flag == typeof(bool) => "true or false",
        { IsEnum: true } words => $"one of {string.Join(", ", Enum.GetNames(words))}",
        { } other => other.Name,
    };
}
