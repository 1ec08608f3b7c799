BeforeAll {
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    Import-Module $PSScriptRoot/doubles/Doubles.psm1
    $engine = Import-RecordedLambdaImage $TestDrive

    # The shapes of AWS.Tools: the inner credentials are internal.
    Add-Type -TypeDefinition '
        namespace Amazon.Runtime {
            public class ImmutableCredentials { public string AccessKey { get; set; } public string SecretKey { get; set; } public string Token { get; set; } }
            public class AWSCredentials {
                public string Name; public bool Fails;
                public ImmutableCredentials GetCredentials() => Fails ? throw new System.Exception("The SSO session has expired.")
                    : new ImmutableCredentials { AccessKey = "AK" + Name, SecretKey = "secret", Token = "token" };
            }
        }
        namespace Amazon.PowerShell.Common {
            public class AWSPSCredentials { internal Amazon.Runtime.AWSCredentials Credentials { get; set; }
                public AWSPSCredentials(Amazon.Runtime.AWSCredentials inner) { Credentials = inner; } }
            public class AWSRegion { public string Region { get; set; } public string Name { get; set; } }
        }'

    function Credentials([string] $name) { [Amazon.PowerShell.Common.AWSPSCredentials]::new([Amazon.Runtime.AWSCredentials]@{ Name = $name }) }
    function Session { $engine::Requests.ToArray()[0].Session }
    function Deploy([hashtable] $parameters) { Update-LambdaFunctionImage demo repo:1 @parameters | Out-Null }
}

Describe 'The AWS session' {
    BeforeEach {
        $engine::Reset()
        Remove-Variable StoredAWSCredentials, StoredAWSRegion -Scope Global -ErrorAction Ignore
    }

    AfterAll { Remove-Variable StoredAWSCredentials, StoredAWSRegion -Scope Global -ErrorAction Ignore }

    It 'is left to the SDK when nothing is given' {
        Deploy @{}
        (Session).Keys | Should -BeNullOrEmpty
        (Session).Region | Should -BeNullOrEmpty
        (Session).ProfileName | Should -BeNullOrEmpty
        (Session).RegistryEndpoint | Should -BeNullOrEmpty
    }

    It 'takes explicit keys before everything' {
        $global:StoredAWSCredentials = Credentials Stored
        Deploy @{ AccessKey = 'AKID'; SecretAccessKey = 'shh'; ST = 'tok'; ProfileName = 'work'; Credential = Credentials Given }
        $engine::SeenKeys.AccessKey | Should -Be AKID
        $engine::SeenKeys.SecretKey | Should -Be shh
        $engine::SeenKeys.SessionToken | Should -Be tok
        (Session).ProfileName | Should -BeNullOrEmpty
    }

    It 'takes a profile before -Credential and the session of AWS.Tools' {
        $global:StoredAWSCredentials = Credentials Stored
        Deploy @{ ProfileName = 'work'; ProfileLocation = (Join-Path $TestDrive creds); Credential = Credentials Given }
        (Session).ProfileName | Should -Be work
        (Session).ProfileLocation | Should -Be (Join-Path $TestDrive creds)
        (Session).Keys | Should -BeNullOrEmpty
    }

    It 'takes -Credential before the session of AWS.Tools' {
        $global:StoredAWSCredentials = Credentials Stored
        Deploy @{ Credential = Credentials Given }
        $engine::SeenKeys.AccessKey | Should -Be AKGiven
        $engine::SeenKeys.SessionToken | Should -Be token
        (Session).KeysSource | Should -Be '-Credential'
    }

    It 'takes what Set-AWSCredential and Set-DefaultAWSRegion stored' {
        $global:StoredAWSCredentials = Credentials Stored
        $global:StoredAWSRegion = 'ap-southeast-2'
        Deploy @{}
        $engine::SeenKeys.AccessKey | Should -Be AKStored
        (Session).DefaultRegion | Should -Be ap-southeast-2
        (Session).KeysSource | Should -Be '$StoredAWSCredentials'
    }

    It 'asks for no Region that was only stored, so that an ARN can name another one' {
        $global:StoredAWSRegion = 'ap-southeast-2'
        $arn = 'arn:aws:lambda:eu-west-3:123456789012:function:shop'
        Update-LambdaFunctionImage $arn repo:1 | Out-Null
        Restore-LambdaFunctionImage $arn | Out-Null
        Get-LambdaFunctionRelease $arn | Out-Null
        Remove-LambdaFunctionImage $arn -Confirm:$false | Out-Null
        Get-LambdaFunctionImage $arn | Out-Null
        $engine::Requests.ToArray().Session | ForEach-Object { "$($_.Region)/$($_.DefaultRegion)" } | Should -Be (, '/ap-southeast-2' * 5)

        $engine::Reset()
        Deploy @{ Region = 'eu-west-1' }
        (Session).Region | Should -Be eu-west-1
    }

    It 'goes back in the Region of the release, whatever is stored' {
        $release = Get-LambdaFunctionRelease shop | Select-Object -First 1
        $global:StoredAWSRegion = 'ap-southeast-2'
        $engine::Reset()
        $release | Restore-LambdaFunctionImage | Out-Null
        (Session).Region | Should -Be eu-west-1
    }

    It 'takes the credentials as an AWSCredentials' {
        Deploy @{ Credential = [Amazon.Runtime.AWSCredentials]@{ Name = 'Plain' } }
        $engine::SeenKeys.AccessKey | Should -Be AKPlain
    }

    It 'takes the credentials as a script object with GetCredentials' {
        $script = [pscustomobject]@{} | Add-Member -PassThru ScriptMethod GetCredentials { [pscustomobject]@{ AccessKey = 'AKScript'; SecretKey = 's'; Token = '' } }
        Deploy @{ Credential = $script }
        $engine::SeenKeys.AccessKey | Should -Be AKScript
        $engine::SeenKeys.SessionToken | Should -BeNullOrEmpty
    }

    It 'takes the credentials as the JSON of aws sts assume-role gives them' {
        $json = '{"Credentials": {"AccessKeyId": "AKJson", "SecretAccessKey": "s", "SessionToken": "t"}}' | ConvertFrom-Json
        Deploy @{ Credential = $json }
        $engine::SeenKeys.AccessKey | Should -Be AKJson
        $engine::SeenKeys.SessionToken | Should -Be t
    }

    It 'says which credentials cannot be read, and why' {
        { Deploy @{ Credential = [Amazon.Runtime.AWSCredentials]@{ Fails = $true } } } |
            Should -Throw -ErrorId 'CredentialsRejected,*' -ExpectedMessage '*-Credential*The SSO session has expired.*'
        { Deploy @{ Credential = 42 } } | Should -Throw -ErrorId 'CredentialsRejected,*'
    }

    It 'wants both halves of a key' {
        { Deploy @{ AccessKey = 'AKID' } } | Should -Throw -ErrorId 'RequestInvalid,*' -ExpectedMessage '*-AccessKey*without -SecretKey*'
        { Deploy @{ SecretKey = 's' } } | Should -Throw -ErrorId 'RequestInvalid,*'
    }

    It 'takes the Region as AWS.Tools gives it' {
        Deploy @{ Region = [Amazon.PowerShell.Common.AWSRegion]@{ Region = 'eu-north-1'; Name = 'Europe (Stockholm)' } }
        (Session).Region | Should -Be eu-north-1
    }

    It 'binds from the pipe by property name' {
        [pscustomobject]@{ FunctionName = 'demo'; ImageUri = 'repo:1'; Region = 'us-east-1'; ProfileName = 'work'; EndpointUrl = 'http://localhost:5000'; RegistryEndpoint = 'http://localhost:5001' } |
            Update-LambdaFunctionImage | Out-Null
        (Session).Region | Should -Be us-east-1
        (Session).ProfileName | Should -Be work
        (Session).EndpointUrl | Should -Be http://localhost:5000
        (Session).RegistryEndpoint | Should -Be http://localhost:5001
    }

    It 'stays the same from one input to the next, so that the engine can keep its connection' {
        @([pscustomobject]@{ FunctionName = 'a'; ImageUri = 'repo:1' }; [pscustomobject]@{ FunctionName = 'b'; ImageUri = 'repo:1' }) |
            Update-LambdaFunctionImage -Credential (Credentials Given) | Out-Null
        $asked = $engine::Requests.ToArray()[0].Functions
        [object]::ReferenceEquals($asked[0].Session, $asked[1].Session) | Should -BeTrue
    }

    It 'follows a Region that comes with each input' {
        @([pscustomobject]@{ FunctionName = 'a'; ImageUri = 'repo:1'; Region = 'eu-west-1' }; [pscustomobject]@{ FunctionName = 'b'; ImageUri = 'repo:1'; Region = 'eu-west-3' }) |
            Update-LambdaFunctionImage -AccessKey AKID -SecretKey s | Out-Null
        $engine::Requests.ToArray()[0].Functions.Session.Region | Should -Be eu-west-1, eu-west-3
    }

    It 'asks each Region and profile for the functions that come with it' {
        @([pscustomobject]@{ FunctionName = 'a'; Region = 'eu-west-1' }
            [pscustomobject]@{ FunctionName = 'b'; Region = 'eu-west-3' }
            [pscustomobject]@{ FunctionName = 'c'; Region = 'eu-west-1' }
            [pscustomobject]@{ FunctionName = 'd'; Region = 'eu-west-1'; ProfileName = 'work' }) | Get-LambdaFunctionImage | Out-Null
        $asked = $engine::Requests.ToArray()
        $asked | ForEach-Object { "$($_.Session.Region) $($_.Session.ProfileName): $($_.FunctionNames)" } | Should -Be 'eu-west-1 : a c', 'eu-west-3 : b', 'eu-west-1 work: d'
    }

    It 'asks Regions that take turns once, with the same keys' {
        'eu-west-1', 'eu-west-3', 'eu-west-1' | ForEach-Object { [pscustomobject]@{ FunctionName = "in-$_"; Region = $_ } } |
            Get-LambdaFunctionImage -AccessKey AKID -SecretKey s | Out-Null
        $engine::Requests.ToArray().Session.Region | Should -Be eu-west-1, eu-west-3
    }

    It 'asks once for all functions' {
        Get-LambdaFunctionImage -All -Region eu-west-3 | Out-Null
        $asked = $engine::Requests.ToArray()
        $asked.Count | Should -Be 1
        $asked[0].FunctionNames.Count | Should -Be 0
        $asked[0].Session.Region | Should -Be eu-west-3
    }

    It 'keeps secrets out of verbose and debug output' {
        $said = Update-LambdaFunctionImage demo repo:1 -AccessKey AKID -SecretKey very-secret -Verbose -Debug *>&1 | Out-String
        $said | Should -Not -Match 'very-secret'
    }
}
