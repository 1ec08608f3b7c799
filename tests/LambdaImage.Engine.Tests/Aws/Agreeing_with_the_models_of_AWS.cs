using System.Net;
using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Aws.Iam;
using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Aws.Sts;
using LambdaImage.Engine.Tests.Deployments;
using LambdaImage.TestKit.Aws;

namespace LambdaImage.Engine.Tests.Aws;

/// <summary>All requests of all tests are held against AWS's own models, by the fake AWS and by the lab: here is what
/// those checks find.</summary>
public sealed class Agreeing_with_the_models_of_AWS
{
    private static readonly Uri Endpoint = new("https://aws.example/");

    [SkippableFact]
    public void The_models_are_there_wherever_the_lab_is()
    {
        Skip.If(LabAws.Address is null && Environment.GetEnvironmentVariable("CI") is null, "needs the lab or a CI server");

        ServiceModels.AreHere.ShouldBeTrue("botocore is missing, without which nothing is checked: tests/lab/lab install");
    }

    [SkippableTheory]
    [InlineData("RoleName=r&AssumeRolePolicyDocument=d&Tags.member.1.Key=a&Tags.member.1.Value=b&Tags.member.2.Key=c&Tags.member.2.Value=", "")]
    [InlineData("RoleName=r&AssumeRolePolicyDocument=d&Tags.member.1.Key=a", "Tags[] lacks Value")]
    [InlineData("RoleName=r&AssumeRolePolicyDocument=d&Tags.member.1.Key=a%22&Tags.member.1.Value=b", "Tags[].Key: 'a\"' does not match")]
    [InlineData("RoleName=r&AssumeRolePolicyDocument=d&Tags.member.1.Key=a&Tags.member.1.Value=b&Tags.member.1.Colour=red", "no member Tags.member.1.Colour")]
    [InlineData("RoleName=r&AssumeRolePolicyDocument=d&Tags.1.Key=a&Tags.1.Value=b", "no member Tags.1.Key")]
    [InlineData("RoleName=r&AssumeRolePolicyDocument=d&MaxSessionDuration=1", "MaxSessionDuration: 1 is below 3600")]
    [InlineData("RoleName=r&AssumeRolePolicyDocument=d&MaxSessionDuration=long", "MaxSessionDuration is String instead of Number")]
    [InlineData("RoleName=r", "lacks AssumeRolePolicyDocument")]
    public void Members_of_forms_are_checked_to_the_innermost(string form, string problem)
    {
        Skip.IfNot(ServiceModels.AreHere, "needs botocore");

        var problems = ServiceModels.Of("iam")!.Check("CreateRole", "POST", Endpoint, "Action=CreateRole&Version=2010-05-08&" + form);

        if (problem.Length == 0) problems.ShouldBeEmpty();
        else problems.ShouldContain(each => each.Contains(problem, StringComparison.Ordinal));
    }

    [SkippableTheory]
    [InlineData("Ecr", "ecr", true)]
    // Nobody who needs FIPS can use it: it has no such host.
    [InlineData("EcrPublic", "ecr-public", false)]
    [InlineData("Iam", "iam", true)]
    [InlineData("Lambda", "lambda", true)]
    [InlineData("CloudWatch", "cloudwatch", true)]
    [InlineData("Sts", "sts", true)]
    public void Hosts_are_those_of_AWS_own_rules(string ours, string theirs, bool hasFips)
    {
        Skip.IfNot(ServiceModels.AreHere, "needs botocore");
        var service = Enum.Parse<AwsService>(ours);

        foreach (var (region, fips, dualStack, host) in ServiceModels.Hosts(theirs).Where(each => hasFips || !each.Fips))
        {
            if (service == AwsService.EcrPublic && region != AwsServiceTraits.EcrPublicRegion) continue;
            AwsServiceTraits.Of(service).Host(AwsServiceTraits.RegionOf(service, region), fips, dualStack).ShouldBe(host, $"{region}, FIPS {fips}, dual-stack {dualStack}");
        }
    }

    [SkippableFact]
    public async Task The_lab_refuses_what_the_models_do()
    {
        Skip.If(LabAws.Address is null, "needs the lab");
        using var lab = new LabAws();
        var aws = lab.Connect();

        await RefusedAsync(() => aws.SendAsync(new UpdateFunctionConfiguration("f") { MemorySize = 99999 }, default), "'MemorySize' is 99999, and may be 32768 at most");
        await RefusedAsync(() => aws.SendAsync(new UpdateFunctionConfiguration("f") { TracingMode = "Loud" }, default), "'Loud' at 'TracingConfig.Mode' is none of Active, PassThrough");
        await RefusedAsync(() => aws.SendAsync(new CreateAlias("f", "my alias", "1"), default), "'my alias' at 'Name' does not match");
        await RefusedAsync(() => aws.SendAsync(new GetRepositoryPolicy("Bad Name"), default), "'Bad Name' at 'repositoryName' does not match");
        await RefusedAsync(() => aws.SendAsync(new CreateRole("a role", "test"), default), "'a role' at 'RoleName' does not match");
        await RefusedAsync(() => aws.SendAsync(new AssumeRole("role", "test"), default), "valid min length: 20");
    }

    [SkippableFact]
    public async Task The_lab_refuses_what_lacks_a_member_or_has_one_too_much()
    {
        Skip.If(LabAws.Address is null, "needs the lab");
        using var http = new HttpClient { DefaultRequestHeaders = { { "X-Amz-Target", "AmazonEC2ContainerRegistry_V20150921.TagResource" } } };

        using var answer = await http.PostAsync(LabAws.Address, new StringContent("""{"resourceArn":"arn:aws:ecr:eu-west-1:123456789012:repository/r","colour":"red"}"""));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var words = await answer.Content.ReadAsStringAsync();
        words.ShouldContain("Missing required parameter");
        words.ShouldContain("Unknown parameter");
    }

    private static async Task RefusedAsync(Func<Task> send, string problem) =>
        (await Should.ThrowAsync<LambdaImageException>(send)).Message.ShouldContain(problem);
}
