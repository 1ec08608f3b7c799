using Amazon.Lambda.Core;

[assembly: LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer))]

namespace Acme.Orders;

public class Function
{
    public async Task<string> HandleAsync(string input, ILambdaContext context) => await Task.FromResult(input.ToUpperInvariant());
}
