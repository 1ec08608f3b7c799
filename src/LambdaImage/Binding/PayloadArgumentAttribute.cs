using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text.Json;

namespace LambdaImage.Binding;

/// <summary>Lets an event be a JSON text, a hashtable or list, or a file: what Get-Item gives.</summary>
internal sealed class PayloadArgumentAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => Convert(inputData)!;

    /// <summary>The event as JSON text; null when none was given.</summary>
    public static string? Convert(object? input) => Arguments.Plain(input) switch
    {
        null => null,
        string text => text,
        FileInfo file => Read(file),
        var value => JsonSerializer.Serialize(Shape(value)),
    };

    private static string Read(FileInfo file)
    {
        try
        {
            return File.ReadAllText(file.FullName);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentTransformationMetadataException($"The event in '{file.FullName}' cannot be read: {problem.Message}", problem);
        }
    }

    private static object? Shape(object? value) => value switch
    {
        null or string or bool or sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal
            or DateTime or DateTimeOffset or DateOnly or TimeOnly => value,
        BigInteger number => JsonSerializer.Deserialize<JsonElement>(number.ToString(CultureInfo.InvariantCulture)),
        IDictionary table => table.Cast<DictionaryEntry>().ToDictionary(entry => Arguments.Text(entry.Key), entry => Shape(Arguments.Plain(entry.Value))),
        IEnumerable list => list.Cast<object?>().Select(item => Shape(Arguments.Plain(item))).ToArray(),
        PSObject wrapped => wrapped.Properties.ToDictionary(property => property.Name, property => Shape(Arguments.Plain(property.Value))),
        _ => Arguments.Text(value),
    };
}
