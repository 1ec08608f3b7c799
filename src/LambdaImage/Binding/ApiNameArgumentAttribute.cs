using System.Management.Automation;

namespace LambdaImage.Binding;

/// <summary>Lets a name be written as AWS writes it: <c>AWS_IAM</c> for <c>AwsIam</c>.</summary>
internal sealed class ApiNameArgumentAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => Convert(inputData)!;

    /// <summary>The name without underscores; what is no text stays as it is.</summary>
    public static object? Convert(object? input) =>
        Arguments.Plain(input) is string text ? text.Replace("_", "", StringComparison.Ordinal) : input;
}
