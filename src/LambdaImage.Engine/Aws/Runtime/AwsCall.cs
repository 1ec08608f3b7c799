using Amazon.Runtime;

namespace LambdaImage.Engine.Aws.Runtime;

/// <summary>A call on its way through the SDK's pipeline.</summary>
/// <param name="operation">Name in the API.</param>
/// <param name="shape">The HTTP shape.</param>
/// <param name="log">Takes one line for each attempt.</param>
internal sealed class AwsCall(string operation, AwsRequest shape, Action<string> log) : AmazonWebServiceRequest
{
    public string Operation => operation;

    public AwsRequest Shape => shape;

    public Action<string> Log => log;
}
