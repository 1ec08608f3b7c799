using System.Management.Automation;
using System.Text.Json;

namespace LambdaImage.Binding;

/// <summary>Makes a record again of an object that has all its properties, as ConvertFrom-Json gives. Without it, single properties would be bound
/// by their names, and mean something else.</summary>
/// <param name="record">Type of the record.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RecordArgumentAttribute(Type record) : ArgumentTransformationAttribute
{
    /// <summary>Records whose texts and numbers say all that the next cmdlet asks: what is nested in them only tells how they came about.</summary>
    private static readonly Type[] Told = [typeof(PublishedLambdaImage), typeof(ExportedLambdaImage), typeof(LambdaFunctionDeployment), typeof(LambdaFunctionRelease)];

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Convert(inputData, record);

    /// <summary>The record; any other object stays as it is.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">ConvertTo-Json cut off what the record cannot do without.</exception>
    public static object? Convert(object? input, Type record)
    {
        if (input is not PSObject { BaseObject: PSCustomObject } given || !record.GetProperties().All(property => given.Properties[property.Name] is not null)) return input;
        try
        {
            return Make(given, record);
        }
        catch (JsonException) when (Told.Contains(record))
        {
            return Make(Outline(given, record), record);
        }
        catch (JsonException cut)
        {
            throw new ArgumentTransformationMetadataException(
                $"The {record.Name} cannot be made again of this object: {cut.Path} is cut off, or no longer what it was. Write the JSON with ConvertTo-Json -Depth 9 -EnumsAsStrings.", cut);
        }
    }

    private static object? Make(PSObject given, Type record) => new RecordConverter().ConvertFrom(given, record, null!, ignoreCase: false);

    private static PSObject Outline(PSObject given, Type record)
    {
        var outline = new PSObject();
        foreach (var property in record.GetProperties().Where(property => property.PropertyType.IsValueType || property.PropertyType == typeof(string)))
            outline.Properties.Add(new PSNoteProperty(property.Name, given.Properties[property.Name].Value));
        return outline;
    }
}
