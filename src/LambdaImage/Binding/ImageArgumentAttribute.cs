using System.Management.Automation;

namespace LambdaImage.Binding;

/// <summary>Makes the source of a record that is, or names, an image, also where it is only what ConvertFrom-Json gives of one.</summary>
/// <remarks>PowerShell would convert a record by itself, but first tries the record's property Image, as -Image is bound by that name too: it may be
/// null, or another image.</remarks>
internal sealed class ImageArgumentAttribute : ArgumentTransformationAttribute
{
    private static readonly Type[] Records = [typeof(BuiltLambdaImage), typeof(PublishedLambdaImage), typeof(ExportedLambdaImage)];

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Arguments.Plain(Records.Aggregate(inputData, RecordArgumentAttribute.Convert)) switch
        {
            BuiltLambdaImage built => new LambdaImageSource(built),
            PublishedLambdaImage published => new LambdaImageSource(published),
            ExportedLambdaImage exported => new LambdaImageSource(exported),
            _ => inputData,
        };
}
