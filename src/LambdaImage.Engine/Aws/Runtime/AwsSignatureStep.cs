using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace LambdaImage.Engine.Aws.Runtime;

/// <summary>Tells the SDK to sign every call with Signature Version 4. Without a step like this its signer has
/// nothing to work with.</summary>
internal sealed class AwsSignatureStep : BaseAuthResolverHandler
{
    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) =>
        AuthSchemeOption.DEFAULT_SIGV4;
}
