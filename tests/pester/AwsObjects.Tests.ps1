# What Get-LMFunction, Get-LMFunctionConfiguration and Get-LMFunctionList of AWS.Tools give goes into every cmdlet that wants a function.
BeforeDiscovery {
    $cmdlets = @(
        @{ Cmdlet = 'Get-LambdaFunctionImage'; More = @{} }
        @{ Cmdlet = 'Get-LambdaFunctionRelease'; More = @{} }
        @{ Cmdlet = 'Update-LambdaFunctionImage'; More = @{ ImageUri = 'repo:1' } }
        @{ Cmdlet = 'Compare-LambdaFunctionImage'; More = @{ ImageUri = 'repo:1' } }
        @{ Cmdlet = 'Restore-LambdaFunctionImage'; More = @{ Confirm = $false } }
        @{ Cmdlet = 'Remove-LambdaFunctionImage'; More = @{ Confirm = $false } }
        @{ Cmdlet = 'Deploy-LambdaImage'; More = @{ Path = '.' } }
    )
    $cases = foreach ($cmdlet in $cmdlets) { 'GetFunctionResponse', 'FunctionConfiguration', 'Arn' | ForEach-Object { $cmdlet + @{ Shape = $_ } } }
}

BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    $engine = Import-RecordedLambdaImage $TestDrive

    # The shapes of AWSSDK.Lambda, with every property that has the name of one of our parameters.
    Add-Type -TypeDefinition '
        using System.Collections.Generic;
        namespace Amazon.Lambda {
            public sealed class PackageType { public string Value { get; set; } public override string ToString() => Value; }
        }
        namespace Amazon.Lambda.Model {
            public class EnvironmentResponse { public Dictionary<string, string> Variables { get; set; } = new(); }
            public class VpcConfigDetail { public List<string> SubnetIds { get; set; } = new(); public List<string> SecurityGroupIds { get; set; } = new(); }
            public class DeadLetterConfig { public string TargetArn { get; set; } }
            public class FunctionConfiguration {
                public List<string> Architectures { get; set; } = new() { "arm64" };
                public string CodeSha256 { get; set; } = "0f";
                public long? CodeSize { get; set; } = 0;
                public DeadLetterConfig DeadLetterConfig { get; set; } = new();
                public string Description { get; set; } = "The shop";
                public EnvironmentResponse Environment { get; set; } = new();
                public string FunctionArn { get; set; } = "arn:aws:lambda:eu-west-3:123456789012:function:shop";
                public string FunctionName { get; set; } = "shop";
                public string KMSKeyArn { get; set; }
                public string LastModified { get; set; } = "2026-01-01T00:00:00.000+0000";
                public int? MemorySize { get; set; } = 128;
                public Amazon.Lambda.PackageType PackageType { get; set; } = new() { Value = "Image" };
                public string RevisionId { get; set; } = "5c7e0f0a-0000-0000-0000-000000000000";
                public string Role { get; set; } = "arn:aws:iam::123456789012:role/shop";
                public int? Timeout { get; set; } = 3;
                public string Version { get; set; } = "$LATEST";
                public VpcConfigDetail VpcConfig { get; set; } = new();
            }
            public class GetFunctionResponse {
                public FunctionConfiguration Configuration { get; set; } = new();
                public Dictionary<string, string> Tags { get; set; } = new();
            }
        }'

    function Piped([string] $shape) {
        switch ($shape) {
            'GetFunctionResponse' { [Amazon.Lambda.Model.GetFunctionResponse]::new() }
            'FunctionConfiguration' { [Amazon.Lambda.Model.FunctionConfiguration]::new() }
            'Arn' { [pscustomobject]@{ FunctionArn = 'arn:aws:lambda:eu-west-3:123456789012:function:shop' } }
        }
    }

    function NameOf([object] $request) {
        foreach ($property in 'FunctionName', 'FunctionNames') { if ($request.PSObject.Properties[$property]) { return $request.$property } }
        if ($request.PSObject.Properties['Update']) { $request.Update.FunctionName }
    }
}

Describe 'A <Shape> piped into <Cmdlet>' -ForEach $cases {
    It 'names its function, and changes no setting' {
        $engine::Reset()
        Piped $Shape | & $Cmdlet @More | Out-Null
        $request = $engine::Requests.ToArray()[-1]
        NameOf $request | Should -Be ($Shape -eq 'Arn' ? (Piped Arn).FunctionArn : 'shop')
        $update = $request.PSObject.Properties['Update'] ? $request.Update : $request
        if ($update.PSObject.Properties['Settings']) { $update.Settings | Should -Be ([LambdaImage.FunctionSettings]::new()) -Because 'nobody asked for what the function has' }
    }
}
