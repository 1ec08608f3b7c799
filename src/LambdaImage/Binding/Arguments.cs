using System.Collections;
using System.Globalization;
using System.Management.Automation;
using LambdaImage.Errors;

namespace LambdaImage.Binding;

/// <summary>Takes PowerShell's wrapping off what a user typed.</summary>
internal static class Arguments
{
    /// <summary>The object itself instead of PowerShell's wrapper around it. An object made of properties alone has
    /// nothing but the wrapper.</summary>
    public static object? Plain(object? input) => input is PSObject { BaseObject: var inner and not PSCustomObject } ? inner : input;

    /// <summary>Null for what counts as not given.</summary>
    public static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>Several words on one line.</summary>
    public static string List(IEnumerable<string> words) => string.Join(", ", words);

    /// <summary>A hashtable as plain names and values; null when none was given.</summary>
    /// <exception cref="LambdaImageException">A value is a table or list.</exception>
    public static IReadOnlyDictionary<string, string>? Pairs(IDictionary? table, Func<string, string>? value = null)
    {
        if (table is null) return null;

        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in table)
        {
            var (name, plain) = (Text(entry.Key), Plain(entry.Value));
            if (plain is PSObject || (plain is IEnumerable and not string)) throw CommandErrors.NotOneValue(name);
            var text = Text(plain);
            pairs[name] = value is null ? text : value(text);
        }

        return pairs;
    }

    /// <summary>Any value as text.</summary>
    public static string Text(object? value) => Convert.ToString(Plain(value), CultureInfo.InvariantCulture) ?? "";
}
