using System.Collections;
using System.Management.Automation;

namespace LambdaImage.Binding;

/// <summary>Lets a table be a hashtable, an ordered one, an object as ConvertFrom-Json gives it, or words NAME=value.</summary>
internal sealed class PairsArgumentAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => Convert(inputData)!;

    /// <summary>The table; null when none was given.</summary>
    public static Hashtable? Convert(object? input) => Arguments.Plain(input) switch
    {
        null => null,
        Hashtable table => table,
        IDictionary other => new Hashtable(other),
        string word => Read(new[] { word }),
        IEnumerable words => Read(words),
        PSObject record => new Hashtable(record.Properties.ToDictionary(property => property.Name, property => property.Value)),
        var other => throw NoPair(other),
    };

    private static Hashtable Read(IEnumerable words)
    {
        var table = new Hashtable();
        foreach (var word in words)
        {
            if (Arguments.Text(word).Split('=', 2) is not [{ Length: > 0 } name, var value]) throw NoPair(word);
            table[name] = value;
        }

        return table;
    }

    private static ArgumentTransformationMetadataException NoPair(object? word) =>
        new($"'{Arguments.Text(word)}' is no table. Write it as @{{ NAME = 'value' }}, or as NAME=value.");
}
