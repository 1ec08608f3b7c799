using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace LambdaImage.Engine.Aws.Runtime;

/// <summary>Client of one service in one Region on the SDK's own pipeline: its signer, retries, clock correction and
/// user agent.</summary>
internal sealed class AwsServiceClient(
    AWSCredentials credentials, AwsServiceConfig config, AwsServiceTraits service, TimeProvider time)
    : AmazonServiceClient(credentials, config)
{
    private readonly InvokeOptions _options = new()
    {
        RequestMarshaller = new AwsCallMarshaller(service),
        ResponseUnmarshaller = new AwsReplyUnmarshaller(service.Protocol),
    };

    public string Host =>
        new Uri(((AwsServiceConfig)Config).DetermineServiceOperationEndpoint(parameters: null!).URL).Authority;

    public Task<AwsReply> SendAsync(AwsCall call, CancellationToken cancel) =>
        InvokeAsync<AwsReply>(call, _options, cancel);

    /// <summary>Called by the base constructor, before <see cref="_options"/> of a derived class could be relied
    /// on.</summary>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.AddHandlerAfter<Marshaller>(new AwsSignatureStep());
        pipeline.AddHandlerAfter<RetryHandler>(new AwsAttemptLog(time));
    }
}
