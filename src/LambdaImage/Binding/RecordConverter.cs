using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LambdaImage.Binding;

/// <summary>Makes the records again of what came back from a job, a remote session, Import-Clixml or JSON, so that it goes on
/// into the next cmdlet. RecordTypes names it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RecordConverter : PSTypeConverter
{
    private const string Deserialized = "Deserialized.";

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) =>
        sourceValue is PSObject record && record.TypeNames.Contains(Deserialized + destinationType?.FullName);

    /// <inheritdoc/>
    public override object? ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        JsonSerializer.Deserialize(JsonSerializer.Serialize(Shape(sourceValue)), destinationType, Json);

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        throw new NotSupportedException();

    private static object? Shape(object? value) => Arguments.Plain(value) switch
    {
        null => null,
        string or bool or int or long or double or decimal => Arguments.Plain(value),
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("o", CultureInfo.InvariantCulture),
        IDictionary table => table.Cast<DictionaryEntry>().ToDictionary(entry => Arguments.Text(entry.Key), entry => Shape(entry.Value)),
        IEnumerable list => list.Cast<object?>().Select(Shape).ToArray(),
        PSObject moment when moment.TypeNames.Contains(Deserialized + typeof(DateTimeOffset).FullName) => moment.Properties["UtcDateTime"].Value,
        // As ConvertTo-Json writes a TimeSpan.
        PSObject time when time.Properties["Ticks"]?.Value is long ticks && time.Properties["TotalDays"] is not null => Shape(TimeSpan.FromTicks(ticks)),
        PSObject record => record.Properties.ToDictionary(property => property.Name, property => Shape(property.Value)),
        // A record within the record has been made again already.
        { } record when record.GetType().Assembly == typeof(LambdaProject).Assembly => JsonSerializer.SerializeToElement(record, record.GetType(), Json),
        var other => Arguments.Text(other),
    };
}
