using Amazon.Runtime;

namespace LambdaImage.Engine.Aws.Runtime;

/// <summary>A call on its way through the SDK's pipeline.</summary>
/// <param name="operation">Name in the API.</param>
/// <param name="shape">The HTTP shape.</param>
/// <param name="log">Takes one line for each attempt.</param>
/// <param name="unanswered">Told of each attempt that AWS may have taken and did not answer; null: nobody asks.</param>
internal sealed class AwsCall(string operation, AwsRequest shape, Action<string> log, Action? unanswered = null) : AmazonWebServiceRequest
{
    public string Operation => operation;

    public AwsRequest Shape => shape;

    public Action<string> Log => log;

    public Action? Unanswered => unanswered;
}
