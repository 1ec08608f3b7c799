using Amazon.Lambda.Annotations;
using Amazon.Lambda.Annotations.APIGateway;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Acme.Greetings;

public class Functions
{
    [LambdaFunction(MemorySize = 512, Timeout = 10)]
    [HttpApi(LambdaHttpMethod.Get, "/hello/{name}")]
    public string Hello(string name, ILambdaContext context) => $"Hello {name}";
}
