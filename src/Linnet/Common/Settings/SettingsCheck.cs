using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Linnet.Common.Settings;

/// <summary>Finds every fault in the settings at once, before anything is built from them.</summary>
internal static class SettingsCheck
{
    /// <returns>A sentence for each fault, naming the setting; none when all is well.</returns>
    public static List<string> FindFaults(IConfiguration configuration, IEnumerable<SettingsSection> sections) =>
        [.. sections.SelectMany(section => FindFaults(configuration, section))];

    private static List<string> FindFaults(IConfiguration configuration, SettingsSection section)
    {
        var faults = new List<string>();
        var settings = Activator.CreateInstance(section.OptionsType)!;
        foreach (var property in section.OptionsType.GetProperties())
        {
            var key = section.KeyOf(property.Name);
            if (configuration[key] is { } text && !TrySet(settings, property, text))
                faults.Add($"{key} is '{text}', which is no {Describe(property.PropertyType)}.");
        }
        // A value that could not be read stays at its default here, so that the other rules still speak.
        var broken = new List<ValidationResult>();
        Validator.TryValidateObject(settings, new ValidationContext(settings), broken, validateAllProperties: true);
        faults.AddRange(broken.Select(result =>
            $"{string.Join(", ", result.MemberNames.Select(section.KeyOf))}: {result.ErrorMessage}"));
        return faults;
    }

    private static bool TrySet(object settings, PropertyInfo property, string text)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
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

    private static string Describe(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { } number when number == typeof(int) || number == typeof(long) => "whole number",
        { } flag when flag == typeof(bool) => "true or false",
        { IsEnum: true } words => $"one of {string.Join(", ", Enum.GetNames(words))}",
        { } other => other.Name,
    };
}
