using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Tests.Dockerfiles;

public class Reading_a_Dockerfile_with_Lambda_in_mind
{
    private const string Aws = "FROM public.ecr.aws/lambda/nodejs:22\n";

    [Theory]
    [InlineData("EXPOSE 80", "ExposeIgnored")]
    [InlineData("HEALTHCHECK NONE", "HealthCheckIgnored")]
    [InlineData("VOLUME /data", "VolumeIgnored")]
    [InlineData("STOPSIGNAL 9", "StopSignalIgnored")]
    [InlineData("USER app", "UserIgnored")]
    [InlineData("CMD app.handler", "ShellForm")]
    [InlineData("CMD ['app.handler']", "JsonFormBroken")]
    [InlineData("ENTRYPOINT [\"python\", \"-m\", \"awslambdaric\"]", "EntrypointNotAbsolute")]
    [InlineData("COPY a /tmp/a", "TmpIsEmpty")]
    [InlineData("WORKDIR /tmp", "TmpIsEmpty")]
    [InlineData("ADD app.js /var/task/", "AddInsteadOfCopy")]
    [InlineData("ENV DB_PASSWORD=x", "SecretInImage")]
    [InlineData("ARG NPM_TOKEN", "SecretInImage")]
    [InlineData("ENV AWS_SECRET_ACCESS_KEY=x", "SecretInImage")]
    public void Is_told(string instruction, string rule)
    {
        var finding = Find($"{Aws}CMD [\"a.b\"]\n{instruction}\n").Where(one => one.Rule == rule).ShouldHaveSingleItem();
        finding.Line.ShouldBe(3);
    }

    [Theory]
    [InlineData("ADD code.tar.gz /var/task/")]
    [InlineData("ADD https://example.com/a /a")]
    [InlineData("ENV SECRET_ARN=arn TOKEN_FILE=/x PUBLIC_TOKEN=y TOKENIZER=z")]
    [InlineData("COPY a /tmpfiles/")]
    [InlineData("ENTRYPOINT [\"/entry.sh\"]")]
    public void Is_not_told(string instruction) => Find($"{Aws}CMD [\"a.b\"]\n{instruction}\n").ShouldBeEmpty();

    [Theory]
    [InlineData("FROM node AS a\nFROM public.ecr.aws/lambda/nodejs:22\nCMD [\"a.b\"]", "BaseUnpinned")]
    [InlineData("FROM public.ecr.aws/lambda/nodejs:latest\nCMD [\"a.b\"]", "BaseUnpinned")]
    [InlineData("FROM public.ecr.aws/lambda/nodejs:22", "HandlerMissing")]
    [InlineData("FROM node:22\nCMD [\"/usr/bin/node\"]", "RuntimeClientMissing")]
    [InlineData("FROM node:22 AS base\nRUN npm ci\nFROM base\nCMD [\"/usr/bin/node\"]", "RuntimeClientMissing")]
    [InlineData("FROM public.ecr.aws/lambda/nodejs:22\nCMD [\"a\"]\nCMD [\"b\"]", "CommandRepeated")]
    public void A_whole_file_is_told_about(string text, string rule) => Find(text).ShouldHaveSingleItem().Rule.ShouldBe(rule);

    [Theory]
    [InlineData("FROM public.ecr.aws/lambda/provided:al2023\nCOPY bootstrap /var/runtime/")]
    [InlineData("FROM node:22\nCOPY --from=public.ecr.aws/awsguru/aws-lambda-adapter:1.0.0 /lambda-adapter /opt/extensions/lambda-adapter\nCMD [\"/usr/bin/node\"]")]
    [InlineData("FROM python:3.13\nRUN pip install awslambdaric\nCMD [\"/x\"]")]
    [InlineData("FROM node:22 AS build\nEXPOSE 80\nUSER node\nFROM scratch\nCOPY --from=build /a /a")]
    [InlineData("FROM 123456789012.dkr.ecr.eu-west-1.amazonaws.com/base:1\nCMD [\"/a\"]")]
    [InlineData("ARG BASE\nFROM $BASE\nCMD [\"/a\"]")]
    public void A_whole_file_is_fine(string text) => Find(text).ShouldBeEmpty();

    [Fact]
    public void A_finding_names_file_and_line() => new Finding("X", 7, "Look.").ToText("Dockerfile").ShouldBe("Dockerfile:7: Look.");

    private static IReadOnlyList<Finding> Find(string text) => DockerfileCheck.Find(DockerfileReader.Read(text, "Dockerfile"));
}
