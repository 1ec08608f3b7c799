using System.Management.Automation;

namespace LambdaImage.Binding;

/// <summary>Makes a record again of an object that has all its properties, as ConvertFrom-Json gives. Without it, single properties would be bound
/// by their names, and mean something else.</summary>
/// <param name="record">Type of the record.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RecordArgumentAttribute(Type record) : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData is not PSObject { BaseObject: PSCustomObject } given || !record.GetProperties().All(property => given.Properties[property.Name] is not null)) return inputData;
        try
        {
            return new RecordConverter().ConvertFrom(given, record, null!, ignoreCase: false);
        }
        catch (System.Text.Json.JsonException)
        {
            // Cut off by ConvertTo-Json -Depth: it is bound by its properties, as any object.
            return inputData;
        }
    }
}
